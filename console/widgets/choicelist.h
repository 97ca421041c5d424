// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/paint/lamp.h"
#include "console/theme/theme.h"

#include <QButtonGroup>
#include <QRadioButton>
#include <QWidget>

#include <optional>

namespace cordboard::console {

/// One of several, with what is known of each; all texts are plain.
struct Choice {
    QString name;
    QString number; ///< right of the name
    QString word; ///< at the right end, small
    QString tag; ///< before the number, in accent: "same journey"
    std::optional<paint::Lamp> lamp;
    friend bool operator==(const Choice &, const Choice &) = default;
};

/// A row of a ChoiceList.
class ChoiceRow : public QRadioButton {
    Q_OBJECT
public:
    ChoiceRow(const Choice &choice, const Theme &theme, QWidget *parent);
    [[nodiscard]] static int heightIn(const Theme &theme);
    [[nodiscard]] QSize sizeHint() const override { return {320, heightIn(m_theme)}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] bool hitButton(const QPoint &position) const override { return rect().contains(position); }

private:
    Choice m_choice;
    const Theme &m_theme;
};

/// A framed list of which one is chosen; the arrow keys move the choice.
class ChoiceList : public QWidget {
    Q_OBJECT
public:
    explicit ChoiceList(const Theme &theme, QWidget *parent = nullptr);

    /// \param chosen  index; -1 for none
    void setChoices(const QList<Choice> &choices, int chosen);
    [[nodiscard]] int chosen() const { return m_group.checkedId(); }
    void choose(int index);
    [[nodiscard]] qsizetype count() const { return m_choices.size(); }

Q_SIGNALS:
    void changed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QList<Choice> m_choices;
    QButtonGroup m_group;
};

} // namespace cordboard::console
