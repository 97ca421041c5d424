// SPDX-License-Identifier: Apache-2.0
#include "server/app/config/locations.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {
QProcessEnvironment environment(std::initializer_list<std::pair<QString, QString>> values)
{
    QProcessEnvironment result;
    for (const auto &[name, value] : values) {
        result.insert(name, value);
    }
    return result;
}
} // namespace

class LocationsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void config()
    {
        const QString etc = u"/etc/cordboard/server.yml"_s;
        QCOMPARE_EQ(configCandidates(environment({})), QStringList{etc});
        QCOMPARE_EQ(configCandidates(environment({{u"HOME"_s, u"/home/a"_s}})),
            (QStringList{u"/home/a/.config/cordboard/server.yml"_s, etc}));
        QCOMPARE_EQ(
            configCandidates(environment({{u"HOME"_s, u"/home/a"_s}, {u"XDG_CONFIG_HOME"_s, u"/c"_s}})),
            (QStringList{u"/c/cordboard/server.yml"_s, etc}));
        QCOMPARE_EQ(configCandidates(environment({{u"XDG_CONFIG_HOME"_s, u"relative"_s}})), QStringList{etc});
    }

    void state()
    {
        const auto home = environment({{u"HOME"_s, u"/home/a"_s}});
        QCOMPARE_EQ(defaultStateDir(home, false), u"/home/a/.local/state/cordboard"_s);
        QCOMPARE_EQ(defaultStateDir(home, true), u"/var/lib/cordboard"_s);
        const auto xdg = environment({{u"HOME"_s, u"/home/a"_s}, {u"XDG_STATE_HOME"_s, u"/s"_s}});
        QCOMPARE_EQ(defaultStateDir(xdg, false), u"/s/cordboard"_s);
        const auto systemd = environment({{u"STATE_DIRECTORY"_s, u"/var/lib/one:/var/lib/two"_s}});
        QCOMPARE_EQ(defaultStateDir(systemd, true), u"/var/lib/one"_s);
        QCOMPARE_EQ(defaultStateDir(environment({}), false), QString());
    }

    void tokens()
    {
        const auto home = environment({{u"HOME"_s, u"/home/a"_s}});
        QCOMPARE_EQ(defaultTokensFile(home, false), u"/home/a/.config/cordboard/tokens.yml"_s);
        QCOMPARE_EQ(defaultTokensFile(home, true), u"/etc/cordboard/tokens.yml"_s);
        const auto systemd = environment(
            {{u"HOME"_s, u"/var/lib/cordboard"_s}, {u"CONFIGURATION_DIRECTORY"_s, u"/etc/c:/etc/d"_s}});
        QCOMPARE_EQ(defaultTokensFile(systemd, false), u"/etc/c/tokens.yml"_s);
        const auto relative = environment({{u"CONFIGURATION_DIRECTORY"_s, u"c"_s}});
        QCOMPARE_EQ(defaultTokensFile(relative, false), QString());
    }
};

QTEST_GUILESS_MAIN(LocationsTest)
#include "tst_locations.moc"
