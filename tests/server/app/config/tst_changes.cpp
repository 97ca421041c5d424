// SPDX-License-Identifier: Apache-2.0
#include "server/app/config/changes.h"
#include "server/app/config/keys.h"
#include "server/app/config/readconfig.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class ChangesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void nothing()
    {
        const ConfigChanges changes = changesBetween(builtInConfig(), builtInConfig());
        QCOMPARE(changes.config, builtInConfig());
        QVERIFY(changes.taken.isEmpty() && changes.needRestart.isEmpty());
    }

    /// Each key is either taken over, or named; never both, and never neither.
    void eachKey_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < serverKeys().size(); ++i) {
            QTest::newRow(serverKeys()[i].info.path) << static_cast<int>(i);
        }
    }
    void eachKey()
    {
        QFETCH(int, index);
        const Key<Config> &key = serverKeys()[static_cast<std::size_t>(index)];
        Config running = builtInConfig();
        running.wsServer.tls = {u"/c"_s, u"/k"_s, u"/a"_s}; // or TLS would be switched on by one key
        Config wanted = running;
        std::visit(
            [](auto *value) {
                using T = std::remove_pointer_t<decltype(value)>;
                if constexpr (std::is_same_v<T, QString>) {
                    *value = u"/other"_s;
                } else if constexpr (std::is_same_v<T, QStringList>) {
                    value->append(u"other"_s);
                } else if constexpr (std::is_same_v<T, bool>) {
                    *value = !*value;
                } else if constexpr (std::is_enum_v<T>) {
                    *value = static_cast<T>(*value == T{} ? 1 : 0);
                } else if constexpr (std::is_same_v<T, std::chrono::milliseconds>) {
                    *value += std::chrono::milliseconds(1);
                } else if constexpr (std::is_same_v<T, std::optional<int>>) {
                    *value = 77;
                } else {
                    ++*value;
                }
            },
            key.slot(wanted));
        const ConfigChanges changes = changesBetween(running, wanted);
        const QStringList name{QString::fromLatin1(key.info.path)};
        QCOMPARE_EQ(changes.taken, key.info.reloads ? name : QStringList());
        QCOMPARE_EQ(changes.needRestart, key.info.reloads ? QStringList() : name);
        QCOMPARE(changes.config, key.info.reloads ? wanted : running);
    }

    void nodes()
    {
        const Config running = builtInConfig();
        Config wanted = running;
        wanted.nodes[0].mi.url = u"udp:127.0.0.1:9"_s;
        wanted.nodes[0].cluster = u"c"_s;
        const ConfigChanges changes = changesBetween(running, wanted);
        QCOMPARE_EQ(
            changes.needRestart, (QStringList{u"nodes[default].cluster"_s, u"nodes[default].mi.url"_s}));
        QCOMPARE(changes.config, running);
        wanted.nodes.append(NodeConfig{.name = u"b"_s});
        QCOMPARE_EQ(changesBetween(running, wanted).needRestart, QStringList{u"nodes"_s});
    }

    void tlsIsNotSwitched()
    {
        Config running = builtInConfig();
        running.wsServer.tls = {u"/c"_s, u"/k"_s, {}};
        const ConfigChanges off = changesBetween(running, builtInConfig());
        QCOMPARE(off.config, running);
        QCOMPARE_EQ(off.needRestart, (QStringList{u"ws_server.tls.certificate"_s, u"ws_server.tls.key"_s}));
        const ConfigChanges on = changesBetween(builtInConfig(), running);
        QCOMPARE(on.config, builtInConfig());
        QVERIFY(on.taken.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ChangesTest)
#include "tst_changes.moc"
