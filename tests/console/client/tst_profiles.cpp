// SPDX-License-Identifier: Apache-2.0
#include "console/client/profilestore.h"
#include "console/client/tokenstore.h"
#include "tests/support/strict.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;

class TestProfiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void remembersProfiles()
    {
        QTemporaryDir folder;
        const Profile one{u"Nördhaven/1"_s, QUrl(u"wss://a.example/call-api"_s), u"214"_s, u"a.example"_s};
        const Profile two{u"two"_s, QUrl(u"ws://127.0.0.1:5059/call-api"_s), {}, {}};
        {
            QSettings settings(folder.filePath(u"c.ini"_s), QSettings::IniFormat);
            ProfileStore store(settings);
            QVERIFY(!store.last());
            store.setProfiles({one, two});
            QCOMPARE(store.last(), std::optional(one));
            store.setLast(u"two"_s);
        }
        QSettings settings(folder.filePath(u"c.ini"_s), QSettings::IniFormat);
        ProfileStore store(settings);
        QCOMPARE(store.profiles(), (QList{one, two}));
        QCOMPARE(store.last(), std::optional(two));
        store.setProfiles({one});
        QCOMPARE(store.last(), std::optional(one));
        QVERIFY(!store.find(u"two"_s));
        store.setProfiles({Profile{{}, one.url, {}, {}}, Profile{u"bad"_s, QUrl(u"http://x"_s), {}, {}}});
        QVERIFY(store.profiles().isEmpty());
    }
    void refusesOtherUrls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("good");
        QTest::newRow("ws") << u"ws://h/x"_s << true;
        QTest::newRow("wss") << u"wss://h"_s << true;
        QTest::newRow("http") << u"http://h"_s << false;
        QTest::newRow("no host") << u"ws:///x"_s << false;
        QTest::newRow("user") << u"ws://u:p@h/"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void refusesOtherUrls()
    {
        QFETCH(QString, url);
        QTEST(isServerUrl(QUrl(url)), "good");
    }
    void keepsTokensFromOthers()
    {
        QTemporaryDir folder;
        const QString place = folder.filePath(u"deep/tokens"_s);
        const TokenStore store(place);
        QCOMPARE(*store.read(u"a/../b"_s), QByteArray());
        QVERIFY(store.write(u"a/../b"_s, "secret"));
        QCOMPARE(*store.read(u"a/../b"_s), QByteArray("secret"));
        QCOMPARE(*store.read(u"other"_s), QByteArray());
        const QStringList files = QDir(place).entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        const QString file = place + u'/' + files.first();
        const auto forOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(file) & forOthers));
        QVERIFY(!(QFile::permissions(place) & (forOthers | QFile::ExeGroup | QFile::ExeOther)));
        QVERIFY(store.write(u"a/../b"_s, "newer"));
        QCOMPARE(*store.read(u"a/../b"_s), QByteArray("newer"));
        QVERIFY(QFile::setPermissions(file, QFile::permissions(file) | QFile::ReadOther));
        QVERIFY(!store.read(u"a/../b"_s));
        QVERIFY(store.write(u"a/../b"_s, {}));
        QVERIFY(!QFile::exists(file));
    }
    void saysWhenItCannotWrite()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(!TokenStore(file.fileName() + u"/tokens"_s).write(u"p"_s, "t"));
    }
};

QTEST_GUILESS_MAIN(TestProfiles)
#include "tst_profiles.moc"
