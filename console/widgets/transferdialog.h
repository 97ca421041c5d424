// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/calllistmodel.h"
#include "console/models/directorymodel.h"
#include "console/theme/theme.h"
#include "console/widgets/choicelist.h"
#include "console/widgets/personfield.h"

#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace cordboard::console {

class SentenceBox;

/// Who goes where: to a person or number, or two calls are connected. The sentence at the bottom says who
/// will talk with whom and who leaves, before anything is done.
class TransferDialog : public QDialog {
    Q_OBJECT
public:
    /// Deletes itself when it is closed.
    /// \param store, directory, theme  must outlive the dialog
    TransferDialog(CallStore &store, DirectoryModel &directory, const Theme &theme, const Clock &clock,
        const CallId &call, QWidget *parent);

    void setDestination(const QString &uri);
    void setSecondCall(CallId call);
    [[nodiscard]] const CallId &call() const noexcept { return m_call; }
    /// What would be done now; nothing while it is not complete.
    [[nodiscard]] std::optional<CommandRequest> request() const;
    /// The sentence that is shown, as plain text.
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void confirmed(const cordboard::console::CommandRequest &request);

protected:
    void showEvent(QShowEvent *event) override;
    bool event(QEvent *event) override;

private:
    enum class Page { Blind, Attended };
    void setPage(Page page);
    void fit();
    void showCalls();
    void listSeconds();
    void update();
    [[nodiscard]] LegRole stays() const;
    [[nodiscard]] LegRole secondStays() const;
    [[nodiscard]] QWidget *blindPage();
    [[nodiscard]] QWidget *attendedPage();

    CallStore &m_store;
    DirectoryModel &m_directory;
    const Theme &m_theme;
    Clock m_clock;
    CallId m_call;
    CallId m_second;
    Page m_page = Page::Blind;
    QToolButton *m_toPerson;
    QToolButton *m_toCall;
    QLabel *m_staysTitle;
    ChoiceList *m_stays;
    QWidget *m_blind;
    QWidget *m_attended;
    PersonField *m_destination = nullptr;
    ChoiceList *m_seconds = nullptr;
    ChoiceList *m_secondStays = nullptr;
    SentenceBox *m_sentence;
    QPushButton *m_go;
    QList<CallId> m_listed; ///< the calls in m_seconds
};

} // namespace cordboard::console
