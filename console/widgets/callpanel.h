// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/widgets/actionbutton.h"
#include "console/widgets/callactions.h"
#include "console/widgets/callhead.h"
#include "console/widgets/commandnote.h"
#include "console/widgets/storyview.h"

#include <QLabel>
#include <QStackedLayout>
#include <QWidget>

namespace cordboard::console {

/// The selected call: who talks, what can be done, how far a command has come, and what happened.
class CallPanel : public QWidget {
    Q_OBJECT
public:
    /// \param actions, story, theme  must outlive the panel
    CallPanel(
        CallActions &actions, StoryModel &story, const Theme &theme, Clock clock, QWidget *parent = nullptr);

    struct Shown {
        CallHead::Look head; ///< its row is null unless exactly one call is selected
        int selected = 0; ///< how many
        std::optional<CommandState> running; ///< a command of ours on the call
        bool fresh = false;
    };
    void show(const Shown &shown);
    void tick();
    /// To the first button that can be clicked.
    void focusActions();
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cancelWanted(const cordboard::CommandId &command);
    void retryWanted(const cordboard::console::CommandRequest &request);
    void dismissed(const cordboard::CallId &call);
    /// Esc: back to the table.
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    CallActions &m_actions;
    const Theme &m_theme;
    Shown m_shown;
    QLabel *m_empty;
    QLabel *m_several;
    CallHead *m_head;
    ActionButton *m_hold;
    ActionButton *m_transfer;
    ActionButton *m_hangUp;
    QWidget *m_buttons;
    CommandNote *m_note;
    QWidget *m_line;
    StoryView *m_story;
};

} // namespace cordboard::console
