// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/dialognotes.h"
#include "tests/support/strict.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

#include <vector>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

const SipCallId callId(u"c@h"_s);

Dialog dialog(const QString &value = {}, DialogState state = DialogState::Early)
{
    Dialog made{.id = u"1.a"_s, .callId = callId, .state = state};
    if (!value.isNull()) {
        made.variables.insert(u"note"_s, value);
    }
    return made;
}

} // namespace

class DialogNotesTest : public QObject {
    Q_OBJECT

    std::vector<Promise<QJsonValue>> m_answers;
    QList<QJsonObject> m_asked;
    std::unique_ptr<DialogNotes> m_notes;

private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_answers.clear();
        m_asked.clear();
        m_notes = std::make_unique<DialogNotes>(
            u"note"_s, [this](const QString &method, const QJsonObject &params, Priority) {
                Q_ASSERT(method == "dlg_push_var"_L1);
                m_asked.append(params);
                return m_answers.emplace_back().task();
            });
    }

    void writesOnceWhatADialogIsToCarry()
    {
        QSignalSpy kept(m_notes.get(), &DialogNotes::kept);
        m_notes->see(dialog()); // nothing to say about it
        QVERIFY(m_asked.isEmpty());
        QVERIFY(m_notes->of(dialog()).isEmpty());
        m_notes->note(callId, u"text"_s);
        QCOMPARE_EQ(m_notes->of(dialog()), u"text"_s);
        m_notes->see(dialog());
        m_notes->see(dialog()); // on its way
        QCOMPARE_EQ(m_asked.size(), 1);
        QCOMPARE_EQ(m_asked.at(0),
            (QJsonObject{{u"dlg_val_name"_s, u"note"_s}, {u"dlg_val_value"_s, u"text"_s},
                {u"DID"_s, QJsonArray{u"1.a"_s}}}));
        m_answers.at(0).finish(QJsonValue(u"OK"_s));
        QTRY_COMPARE_EQ(kept.size(), 1);
        m_notes->see(dialog(u"text"_s));
        QCOMPARE_EQ(m_asked.size(), 1);
        m_notes->see(dialog(u"another"_s)); // somebody else wrote there
        QCOMPARE_EQ(m_asked.size(), 2);
    }

    void triesAgainWhenItIsSeenAgain()
    {
        m_notes->note(callId, u"text"_s);
        m_notes->see(dialog());
        m_answers.at(0).finish(failure(Errc::Timeout, u"silent"_s));
        QCoreApplication::processEvents();
        QCOMPARE_EQ(m_asked.size(), 1);
        m_notes->see(dialog());
        QCOMPARE_EQ(m_asked.size(), 2);
    }

    void leavesTheEndedAlone()
    {
        m_notes->note(callId, u"text"_s);
        m_notes->see(dialog({}, DialogState::Ended));
        QVERIFY(m_asked.isEmpty());
    }

    void readsWhatOthersWrote()
    {
        QCOMPARE_EQ(m_notes->of(dialog(u"theirs"_s)), u"theirs"_s);
        m_notes->note(callId, u"ours"_s);
        QCOMPARE_EQ(m_notes->of(dialog(u"theirs"_s)), u"ours"_s);
        m_notes->forget(callId);
        QCOMPARE_EQ(m_notes->of(dialog(u"theirs"_s)), u"theirs"_s);
    }
};

QTEST_GUILESS_MAIN(DialogNotesTest)
#include "tst_dialognotes.moc"
