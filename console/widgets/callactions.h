// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/client/commandstate.h"
#include "console/models/callrow.h"
#include "console/text/reasons.h"

#include <QAction>
#include <QObject>
#include <QSet>

namespace cordboard::console {

/// What can be done with the selected calls, as actions for the panel, the menus and the keys. Each is
/// enabled exactly by what the server allows, and says in its tooltip why it is off.
class CallActions : public QObject {
    Q_OBJECT
public:
    explicit CallActions(QObject *parent = nullptr);

    [[nodiscard]] QAction &hold() noexcept { return m_hold; } ///< or resume, see isResume()
    [[nodiscard]] QAction &transfer() noexcept { return m_transfer; }
    [[nodiscard]] QAction &hangUp() noexcept { return m_hangUp; }
    [[nodiscard]] QAction &newCall() noexcept { return m_newCall; }
    /// All that hold() may be called.
    [[nodiscard]] static QStringList holdTexts() { return {tr("Hold"), tr("Resume")}; }
    [[nodiscard]] bool isResume() const noexcept { return m_resumes; }

    /// \param fresh  whether the data is the server's; nothing can be done otherwise
    void setFresh(bool fresh);
    void setSelection(const QList<CallRowPtr> &selection);
    [[nodiscard]] const QList<CallRowPtr> &selection() const noexcept { return m_selection; }
    /// What nodes cannot do, by name.
    void setLacks(const QHash<NodeName, QSet<QString>> &lacks);
    /// What the role may do, by method; everything until the server has said it.
    void setMethods(const QSet<QString> &methods);
    /// After a change of the language.
    void retranslate();

Q_SIGNALS:
    void commandWanted(const cordboard::console::CommandRequest &request);
    void transferWanted(const cordboard::CallId &call);
    void hangUpWanted(const QList<cordboard::console::CallRowPtr> &calls);
    void newCallWanted();

private:
    void update();
    void show(QAction &action, const QString &text, std::optional<text::OffReason> reason);
    [[nodiscard]] std::optional<text::OffReason> whyNot(CallAction action) const;
    [[nodiscard]] bool mayUse(const QString &method) const
    {
        return m_methods.isEmpty() || m_methods.contains(method);
    }

    QAction m_hold;
    QAction m_transfer;
    QAction m_hangUp;
    QAction m_newCall;
    QList<CallRowPtr> m_selection;
    QHash<NodeName, QSet<QString>> m_lacks;
    QSet<QString> m_methods;
    bool m_fresh = false;
    bool m_resumes = false;
};

} // namespace cordboard::console
