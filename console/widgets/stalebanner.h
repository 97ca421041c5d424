// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/text/connection.h"
#include "console/widgets/markedlabel.h"

#include <QPushButton>
#include <QWidget>

namespace cordboard::console {

/// Over the table: the calls are not known to be true, since when, and what that means.
class StaleBanner : public QWidget {
    Q_OBJECT
public:
    explicit StaleBanner(const Theme &theme, QWidget *parent = nullptr);

    /// Nothing hides it. Screen readers are told once, when it comes.
    /// \param canRetry  whether there is a connection to try again
    void show(const std::optional<text::Banner> &banner, bool canRetry);

Q_SIGNALS:
    void retryWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    MarkedLabel *m_words;
    QPushButton *m_retry;
};

} // namespace cordboard::console
