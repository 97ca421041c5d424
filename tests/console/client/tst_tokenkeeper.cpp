// SPDX-License-Identifier: Apache-2.0
#include "console/client/tokenkeeper.h"
#include "tests/support/strict.h"

#include <QElapsedTimer>
#include <QHash>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using namespace std::chrono_literals;

namespace {

/// A keychain that does as it is told.
class FakeKeychain : public Keychain {
public:
    enum class Mood { Works, IsMissing, Denies, Sleeps };
    struct State {
        Mood mood = Mood::Works;
        QHash<QString, QByteArray> secrets;
        int asked = 0;
        std::vector<Promise<QByteArray>> reading; ///< of a sleeping one
        std::vector<Promise<Done>> writing;
    };
    explicit FakeKeychain(std::shared_ptr<State> state)
        : m_state(std::move(state))
    {
    }
    Task<QByteArray> read(const QString &key) override
    {
        ++m_state->asked;
        if (m_state->mood == Mood::Sleeps) {
            return m_state->reading.emplace_back().task();
        }
        return Task<QByteArray>::settled(
            m_state->mood == Mood::Works ? Result<QByteArray>(m_state->secrets.value(key)) : refusal());
    }
    Task<Done> write(const QString &key, const QByteArray &secret) override
    {
        ++m_state->asked;
        if (m_state->mood == Mood::Sleeps) {
            return m_state->writing.emplace_back().task();
        }
        if (m_state->mood != Mood::Works) {
            return Task<Done>::settled(refusal());
        }
        if (secret.isEmpty()) {
            m_state->secrets.remove(key);
        } else {
            m_state->secrets.insert(key, secret);
        }
        return Task<Done>::settled(Done{});
    }

private:
    [[nodiscard]] tl::unexpected<Error> refusal() const
    {
        return m_state->mood == Mood::Denies ? failure(Errc::NotAllowed, u"the user said no"_s)
                                             : failure(Errc::NotSupported, u"none"_s);
    }
    std::shared_ptr<State> m_state;
};

using Mood = FakeKeychain::Mood;

struct Bench {
    QTemporaryDir folder;
    TokenStore files{folder.filePath(u"tokens"_s)};
    std::shared_ptr<FakeKeychain::State> state = std::make_shared<FakeKeychain::State>();
    TokenKeeper keeper{std::make_unique<FakeKeychain>(state), files, 50ms};
    QSignalSpy failed{&keeper, &TokenKeeper::keychainFailed};

    /// Waits for the answer.
    template <class T> Result<T> settled(Task<T> task)
    {
        std::optional<Result<T>> answer;
        std::move(task).then(&keeper, [&answer](Result<T> result) { answer = std::move(result); });
        (void)QTest::qWaitFor([&answer] { return answer.has_value(); });
        return answer.value_or(failure(Errc::Abandoned, u"nothing came"_s));
    }
};

} // namespace

class TestTokenKeeper : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void prefersTheKeychain();
    void movesAFileIntoTheKeychain();
    void fallsBackToAFile_data();
    void fallsBackToAFile();
    void ignoresALateAnswer();
    void systemWithoutAServiceAnswersOrIsGivenUp();
};

void TestTokenKeeper::prefersTheKeychain()
{
    Bench bench;
    QCOMPARE(*bench.settled(bench.keeper.read(u"p"_s)), QByteArray());
    QCOMPARE(*bench.settled(bench.keeper.write(u"p"_s, "secret")), TokenKeeper::Place::Keychain);
    QCOMPARE(bench.state->secrets.value(u"p"_s), QByteArray("secret"));
    QCOMPARE(*bench.files.read(u"p"_s), QByteArray());
    QCOMPARE(*bench.settled(bench.keeper.read(u"p"_s)), QByteArray("secret"));
    QVERIFY(bench.settled(bench.keeper.write(u"p"_s, {})));
    QVERIFY(bench.state->secrets.isEmpty());
    QCOMPARE(bench.failed.count(), 0);
}

void TestTokenKeeper::movesAFileIntoTheKeychain()
{
    Bench bench;
    QVERIFY(bench.files.write(u"p"_s, "filed"));
    QCOMPARE(*bench.settled(bench.keeper.read(u"p"_s)), QByteArray("filed"));
    QTRY_COMPARE(bench.state->secrets.value(u"p"_s), QByteArray("filed"));
    QCOMPARE(*bench.files.read(u"p"_s), QByteArray());
}

void TestTokenKeeper::fallsBackToAFile_data()
{
    QTest::addColumn<Mood>("mood");
    QTest::addColumn<int>("told");
    QTest::newRow("none") << Mood::IsMissing << 0;
    QTest::newRow("denies") << Mood::Denies << 1;
    QTest::newRow("sleeps") << Mood::Sleeps << 1;
}

void TestTokenKeeper::fallsBackToAFile()
{
    QFETCH(const Mood, mood);
    QFETCH(const int, told);
    Bench bench;
    bench.state->mood = mood;
    QCOMPARE(*bench.settled(bench.keeper.write(u"p"_s, "secret")), TokenKeeper::Place::File);
    QCOMPARE(*bench.files.read(u"p"_s), QByteArray("secret"));
    QCOMPARE(bench.failed.count(), told);
    // It is not asked again, and nobody is told twice.
    QCOMPARE(*bench.settled(bench.keeper.read(u"p"_s)), QByteArray("secret"));
    QVERIFY(bench.settled(bench.keeper.write(u"p"_s, {})));
    QCOMPARE(*bench.files.read(u"p"_s), QByteArray());
    QCOMPARE(bench.state->asked, 1);
    QCOMPARE(bench.failed.count(), told);
}

void TestTokenKeeper::ignoresALateAnswer()
{
    Bench bench;
    QVERIFY(bench.files.write(u"p"_s, "filed"));
    bench.state->mood = Mood::Sleeps;
    QCOMPARE(*bench.settled(bench.keeper.read(u"p"_s)), QByteArray("filed"));
    bench.state->reading.front().finish(QByteArray("late"));
    QCOMPARE(*bench.settled(bench.keeper.read(u"p"_s)), QByteArray("filed"));
}

/// With no bus to ask, as in a session without a desktop.
void TestTokenKeeper::systemWithoutAServiceAnswersOrIsGivenUp()
{
    const QTemporaryDir folder;
    const TokenStore files(folder.filePath(u"tokens"_s));
    TokenKeeper keeper(std::make_unique<SystemKeychain>(), files, 2s);
    qint64 longest = 0;
    QElapsedTimer sinceTick;
    QTimer ticker;
    connect(&ticker, &QTimer::timeout, this, [&] {
        longest = std::max(longest, sinceTick.isValid() ? sinceTick.restart() : (sinceTick.start(), 0));
    });
    ticker.start(5ms);
    std::optional<Result<TokenKeeper::Place>> place;
    keeper.write(u"p"_s, "secret").then(this, [&place](const auto &answer) { place = answer; });
    QTRY_VERIFY_WITH_TIMEOUT(place.has_value(), 10000);
    QCOMPARE(**place, TokenKeeper::Place::File);
    QCOMPARE(*files.read(u"p"_s), QByteArray("secret"));
    std::optional<Result<QByteArray>> token;
    keeper.read(u"p"_s).then(this, [&token](const auto &answer) { token = answer; });
    QTRY_VERIFY_WITH_TIMEOUT(token.has_value(), 10000);
    QCOMPARE(**token, QByteArray("secret"));
    // The window lived on meanwhile; a blocking question would have lasted the 25 s of D-Bus.
    QVERIFY2(longest < 1500, qPrintable(QString::number(longest)));
}

int main(int argc, char **argv)
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/cordboard-test-bus");
    const QCoreApplication application(argc, argv);
    TestTokenKeeper test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_tokenkeeper.moc"
