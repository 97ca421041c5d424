// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/client/feed.h"
#include "console/text/connection.h"
#include "console/theme/theme.h"

#include <QToolButton>

namespace cordboard::console {

/// The light of the connection with its words: what it is, whose, and how old the data is.
class ConnectionTile : public QToolButton {
    Q_OBJECT
public:
    explicit ConnectionTile(const Theme &theme, QWidget *parent = nullptr);

    void show(const Feed &feed, const QString &profile);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_word;
    QString m_line;
    bool m_well = false;
};

/// What the connection is called.
[[nodiscard]] text::LinkWord linkWord(const Feed &feed);

} // namespace cordboard::console
