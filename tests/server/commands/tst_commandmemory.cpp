// SPDX-License-Identifier: Apache-2.0
#include "server/commands/commandmemory.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Record = CommandMemory::Record;

namespace {

Record recordOf(const Owner &owner, const QString &id, protocol::Command method = protocol::Command::CallHold)
{
    auto record = std::make_shared<CommandRecord>();
    record->owner = owner;
    record->cmdId = CommandId(id);
    record->method = method;
    return record;
}

const Owner carla{u"carla"_s, 1, {}};
const Owner carlaElsewhere{u"carla"_s, 2, {}};
const Owner anonymous1{{}, 1, {}};
const Owner anonymous2{{}, 2, {}};

} // namespace

class CommandMemoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void anIdBelongsToAUserOrToAConnection()
    {
        CommandMemory memory(10);
        const Record users = recordOf(carla, u"x"_s);
        const Record connections = recordOf(anonymous1, u"x"_s);
        memory.add(users);
        memory.add(connections);
        const CommandId x(u"x"_s);
        QCOMPARE_EQ(memory.find(carla, x), users);
        QCOMPARE_EQ(memory.find(carlaElsewhere, x), users);
        QCOMPARE_EQ(memory.find(anonymous1, x), connections);
        QCOMPARE_EQ(memory.find(anonymous2, x), nullptr);
        QCOMPARE_EQ(memory.find(carla, CommandId(u"X"_s)), nullptr);
        // A user may be called like a connection.
        QCOMPARE_EQ(memory.find({u"connection 1"_s, 9, {}}, x), nullptr);
        QCOMPARE_EQ(memory.of(carla).size(), 1);
        QVERIFY(memory.of(anonymous2).isEmpty());
    }

    void forgetsInTime()
    {
        CommandMemory memory(10);
        const Record soon = recordOf(carla, u"soon"_s);
        const Record later = recordOf(carla, u"later"_s);
        const Record running = recordOf(carla, u"running"_s);
        memory.add(soon);
        memory.add(later);
        memory.add(running);
        memory.keepFor(later, 1h);
        memory.keepFor(soon, 0ms);
        QCOMPARE_EQ(memory.forgetExpired(), QList<Record>{soon});
        QVERIFY(memory.forgetExpired().isEmpty());
        QCOMPARE_EQ(memory.find(carla, soon->cmdId), nullptr);
        QCOMPARE_EQ(memory.find(carla, later->cmdId), later);
        QCOMPARE_EQ(memory.find(carla, running->cmdId), running);
    }

    void isBounded()
    {
        CommandMemory memory(2);
        QList<Record> records;
        for (int i = 0; i < 4; ++i) {
            records.append(recordOf(carla, QString::number(i)));
            memory.add(records.last());
            memory.keepFor(records.last(), 1h + std::chrono::seconds(i));
        }
        QCOMPARE_EQ(memory.of(carla).size(), 2);
        QCOMPARE_EQ(memory.forgetExpired(), (QList<Record>{records[0], records[1]}));
    }

    void largeEchoesAreFewer()
    {
        CommandMemory memory(10);
        for (int i = 0; i < 200; ++i) {
            const Record echo = recordOf(carla, QString::number(i), protocol::Command::Echo);
            echo->bytes = 1'000'000;
            memory.add(echo);
            memory.keepFor(echo, 1h);
            QCOMPARE_EQ(memory.find(carla, echo->cmdId), echo);
        }
        QCOMPARE_EQ(memory.of(carla).size(), 64);
        QCOMPARE_EQ(memory.find(carla, CommandId(u"135"_s)), nullptr);
        const Record small = recordOf(carla, u"small"_s, protocol::Command::Echo);
        memory.add(small);
        memory.keepFor(small, 0ms);
        (void)memory.forgetExpired();
        QCOMPARE_EQ(memory.of(carla).size(), 64);
    }

    void echoesPushNothingElseOut()
    {
        CommandMemory memory(5);
        const Record hold = recordOf(carla, u"hold"_s);
        memory.add(hold);
        memory.keepFor(hold, 1s);
        for (int i = 0; i < 5'000; ++i) {
            const Record echo = recordOf(carla, u"e"_s + QString::number(i), protocol::Command::Echo);
            memory.add(echo);
            memory.keepFor(echo, 1h);
        }
        QCOMPARE_EQ(memory.find(carla, hold->cmdId), hold);
        QCOMPARE_EQ(memory.of(carla).size(), 1'001);
    }

    void theSuccessorOfAnIdStays()
    {
        CommandMemory memory(10);
        const Record first = recordOf(carla, u"x"_s);
        const Record second = recordOf(carla, u"x"_s);
        memory.add(first);
        memory.keepFor(first, 0ms);
        memory.add(second);
        QCOMPARE_EQ(memory.forgetExpired(), QList<Record>{first});
        QCOMPARE_EQ(memory.find(carla, CommandId(u"x"_s)), second);
    }

    void orphansAreForgottenToo()
    {
        CommandMemory memory(10);
        const Record orphan = recordOf({}, u"x"_s);
        memory.addOrphan(orphan);
        QCOMPARE_EQ(memory.orphans(CommandId(u"x"_s)), QList<Record>{orphan});
        QCOMPARE_EQ(memory.find(anonymous1, CommandId(u"x"_s)), nullptr);
        memory.keepFor(orphan, 0ms);
        QCOMPARE_EQ(memory.forgetExpired().size(), 1);
        QVERIFY(memory.isEmpty());
    }
};

QTEST_GUILESS_MAIN(CommandMemoryTest)
#include "tst_commandmemory.moc"
