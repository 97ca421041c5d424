// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/callrow.h"
#include "console/theme/theme.h"
#include "console/widgets/markedlabel.h"

#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace cordboard::console {

/// The note of the call panel: how far a command has come, with its cancellation, or why it failed and what
/// became of the call.
class CommandNote : public QWidget {
    Q_OBJECT
public:
    explicit CommandNote(const Theme &theme, QWidget *parent = nullptr);

    /// Hidden if there is neither.
    /// \param running, failure  at most one of them is shown, the running one first
    void show(const std::optional<CommandState> &running, const std::optional<CommandState> &failure,
        const CallRowPtr &row, bool fresh);
    /// Moves the seconds and the bar on.
    void tick();

Q_SIGNALS:
    void cancelWanted(const cordboard::CommandId &command);
    void retryWanted(const cordboard::console::CommandRequest &request);
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();
    [[nodiscard]] std::chrono::milliseconds elapsed() const;

    const Theme &m_theme;
    std::optional<CommandState> m_running;
    std::optional<CommandState> m_failure;
    MarkedLabel m_words;
    QLabel m_seconds;
    QWidget m_bar; ///< keeps the place of the bar, which is painted below
    QLabel m_limit;
    QPushButton m_first; ///< Cancel transfer, or Try again…
    QPushButton m_dismiss;
};

/// "Rings at Tomás Herrera (258)", "Waiting for the phones…"
[[nodiscard]] QString stepText(const CommandState &command);

} // namespace cordboard::console
