// SPDX-License-Identifier: Apache-2.0
#include "server/app/config/keys.h"
#include "server/app/config/readconfig.h"
#include "tests/support/strict.h"

#include <QFile>
#include <QTest>

using namespace cordboard;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QStringList errorsOf(const QByteArray &yaml)
{
    const auto config = readConfig(yaml, u"server.yml"_s);
    return config ? QStringList() : config.error();
}

/// "limits.batch" = "7" as a file of one key; a node's key as the only entry of `nodes`, which has all it
/// needs.
QByteArray fileWith(const QString &path, const QByteArray &value, bool ofNode)
{
    QStringList sections = path.split(u'.');
    QByteArray line = sections.takeLast().toUtf8() + ": " + value;
    const QString section = sections.value(0);
    while (!sections.isEmpty()) {
        line = sections.takeLast().toUtf8() + ": {" + line + "}";
    }
    if (!ofNode) {
        return line + "\n";
    }
    return "nodes:\n  - " + line + (path == u"name"_s ? "" : "\n    name: a")
        + (section == u"mi"_s ? "" : "\n    mi: {url: \"127.0.0.1:1\"}") + "\n";
}

} // namespace

class ReadConfigTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void nothingMeansDefaults_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("comment") << QByteArray("# nothing\n");
        QTest::newRow("empty sections") << QByteArray("ws_server:\nmi:\nsip:\nlog:\nlimits: {}\n");
        QTest::newRow("null values") << QByteArray("ws_server: {host: ~, port: null}\nlimits: {burst: }\n");
    }
    void nothingMeansDefaults()
    {
        QFETCH(QByteArray, yaml);
        const auto config = readConfig(yaml, u"x"_s);
        QVERIFY(config);
        QCOMPARE(*config, builtInConfig());
        QCOMPARE_EQ(config->nodes.first().mi.datagramLane(), (Endpoint{u"127.0.0.1"_s, 8080}));
    }

    void readsTheFileOfTheCallApi()
    {
        const auto config =
            readConfigFile(QStringLiteral(CORDBOARD_SOURCE_DIR "/tests/server/app/config/call-api.yml"));
        QVERIFY(config);
        QCOMPARE_EQ(config->wsServer.host, u"localhost"_s);
        QCOMPARE_EQ(config->wsServer.port, 5059);
        QCOMPARE_EQ(config->wsServer.httpPath, u"/call-api"_s);
        QCOMPARE_EQ(config->log.level, LogLevel::Info);
        QCOMPARE_EQ(config->nodes.size(), 1);
        const NodeConfig &node = config->nodes.first();
        QCOMPARE_EQ(node.mi.datagramLane(), (Endpoint{u"127.0.0.1"_s, 8080}));
        QVERIFY(!node.mi.httpLane());
        QCOMPARE_EQ(node.sip, SipConfig());
    }

    void readsEverything()
    {
        const auto config = readConfig(R"(
ws_server: {host: "::1", port: 1, http_path: /x, allowed_origins: ["https://a.example", "http://b.example:8080"]}
nodes:
  - name: edge-1
    type: opensips
    mi: {url: "http://10.0.0.1:8888/mi", datagram: "udp:10.0.0.1:8080", user: ada, password_file: /etc/pw}
    events: {listen: "10.0.0.2:5070", advertise: "192.0.2.1:5071"}
    sip: {uri: "sip:10.0.0.1:5060", from: "sip:cordboard@10.0.0.1", contact: "sip:callapi@10.0.0.1"}
  - name: edge-2
    mi: {url: "udp:10.0.0.3:8080"}
commands: {ring_ms: 1000, transfer_ms: 2000, hold_ms: 3000, end_ms: 4000}
limits: {message_bytes: 1, batch: 2, json_depth: 3, in_flight: 4, requests_per_second: 5, burst: 6, connections: 7,
         connections_per_address: 8, ping_ms: 9, pong_ms: 10, backlog_soft_bytes: 11, backlog_hard_bytes: 0,
         ring_bytes: 12}
log: {level: Warning, format: journald, file_path: /var/log/c.log}
state_dir: /srv/state
)",
            u"x"_s);
        QVERIFY2(config, config ? "" : qPrintable(config.error().join(u'\n')));
        const Limits limits{.messageBytes = 1,
            .batch = 2,
            .jsonDepth = 3,
            .inFlight = 4,
            .requestsPerSecond = 5,
            .burst = 6,
            .connections = 7,
            .connectionsPerAddress = 8,
            .ping = 9ms,
            .pong = 10ms,
            .backlogSoftBytes = 11,
            .backlogHardBytes = 0,
            .ringBytes = 12};
        QCOMPARE_EQ(config->limits, limits);
        QCOMPARE_EQ(config->wsServer.allowedOrigins,
            (QStringList{u"https://a.example"_s, u"http://b.example:8080"_s}));
        QCOMPARE_EQ(config->commands, (CommandsConfig{1s, 2s, 3s, 4s}));
        QCOMPARE_EQ(config->log, (LogConfig{LogLevel::Warn, LogFormat::Journald, u"/var/log/c.log"_s}));
        QCOMPARE_EQ(config->stateDir, u"/srv/state"_s);
        QCOMPARE_EQ(config->nodes.size(), 2);
        QCOMPARE_EQ(config->nodes.at(0).mi.httpLane(), QUrl(u"http://10.0.0.1:8888/mi"_s));
        QCOMPARE_EQ(config->nodes.at(0).mi.datagramLane(), (Endpoint{u"10.0.0.1"_s, 8080}));
        QCOMPARE_EQ(config->nodes.at(0).events.advertise, u"192.0.2.1:5071"_s);
        QCOMPARE_EQ(config->nodes.at(0).sip.contact, u"sip:callapi@10.0.0.1"_s);
        QCOMPARE_EQ(config->nodes.at(1).name, u"edge-2"_s);

        const auto again = readConfig(printConfig(*config).toUtf8(), u"x"_s);
        QVERIFY2(again, again ? "" : qPrintable(again.error().join(u'\n')));
        QCOMPARE(*again, *config);
    }

    void printsWhatItReads()
    {
        const QString printed = printConfig(builtInConfig());
        QVERIFY(printed.startsWith("ws_server:\n  host: \"127.0.0.1\"  # "_L1));
        const auto config = readConfig(printed.toUtf8(), u"x"_s);
        QVERIFY2(config, config ? "" : qPrintable(config.error().join(u'\n')));
        QCOMPARE(*config, builtInConfig());
    }

    void emptyIsNotTheSameAsNotSet()
    {
        const auto off = readConfig("admin: {listen: \"\"}", u"x"_s);
        QVERIFY(off);
        QCOMPARE_EQ(off->admin.listen, QString());
        const auto again = readConfig(printConfig(*off).toUtf8(), u"x"_s);
        QVERIFY(again);
        QCOMPARE(*again, *off);
        QCOMPARE_EQ(readConfig("admin: {listen: }", u"x"_s)->admin.listen, u"127.0.0.1:9095"_s);
        QVERIFY(readConfig("admin: {listen: \"[::1]:1\", hosts: [monitor, a.example]}", u"x"_s));
        QCOMPARE_EQ(readConfig("admin: {listen: 9095}", u"x"_s).error().first(),
            u"x:1: admin.listen must be an IP address or localhost, and a port, such as 127.0.0.1:9095, or "
            u"\"\" for "
            "none"_s);
    }

    void wrongValues_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("ofNode");
        QTest::addColumn<QByteArray>("value");
        Config config;
        NodeConfig node;
        const auto add = [](const KeyInfo &key, const Slot &slot, bool ofNode) {
            const QString path = QString::fromLatin1(key.path);
            const auto row = [&](const char *what, const QByteArray &value) {
                QTest::addRow("%s%s: %s", ofNode ? "node " : "", key.path, what) << path << ofNode << value;
            };
            row("a map", "{a: b}");
            if (std::holds_alternative<QStringList *>(slot)) {
                row("a text", "https://a.example");
                row("null in it", "[~]");
                if (path != "admin.hosts"_L1) { // a name like any other
                    row("the word null", "[\"null\"]");
                }
                row("everybody", "[\"*\"]");
                row("a path", "[\"https://a.example/\"]");
                row("upper case", "[\"https://A.example\"]");
                row("a list in it", "[[\"https://a.example\"]]");
                return;
            }
            row("a list", "[1]");
            if (!key.mayBeEmpty) {
                row("an empty text", "\"\"");
            }
            if (std::holds_alternative<QString *>(slot)) {
                if (key.rule) {
                    row("a line break", "\"a\\nb\"");
                    row("a number", "-1");
                }
            } else {
                row("a word", "many");
                row("a fraction", "1.5");
                row("negative", "-1");
                row("in quotes", "\"7\"");
                row("too large", QByteArray::number(qint64(key.most) + 1));
                row("huge", "99999999999999999999");
                if (!std::holds_alternative<bool *>(slot)) {
                    row("true", "true");
                }
                if (key.least > 0) {
                    row("too small", QByteArray::number(key.least - 1));
                }
            }
        };
        for (const auto &key : serverKeys()) {
            add(key.info, key.slot(config), false);
        }
        for (const auto &key : nodeKeys()) {
            add(key.info, key.slot(node), true);
        }
    }
    void wrongValues()
    {
        QFETCH(QString, path);
        QFETCH(bool, ofNode);
        QFETCH(QByteArray, value);
        const QStringList errors = errorsOf(fileWith(path, value, ofNode));
        QVERIFY(!errors.isEmpty());
        const QString full = (ofNode ? u"nodes[0]."_s : QString()) + path;
        const QString start = (ofNode ? u"server.yml:2: "_s : u"server.yml:1: "_s) + full + u" must be "_s;
        QVERIFY2(errors.first().startsWith(start), qPrintable(errors.join(u'\n')));
    }

    void errors_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const char *yaml, const char *error) {
            QTest::newRow(name) << QByteArray(yaml) << QString::fromLatin1(error);
        };
        row("unknown key", "log: {level: INFO}\nlimitz: {}\n", "server.yml:2: limitz is not a known key");
        row("unknown key in a section", "log:\n  level: INFO\n  lewel: INFO\n",
            "server.yml:3: log.lewel is not a known key");
        row("key of another place", "port: 1\n", "server.yml:1: port is not a known key");
        row("key of a node at the top", "events: {listen: \"127.0.0.1:0\"}\n",
            "server.yml:1: events is not a known key");
        row("range", "limits:\n  batch: 10001\n",
            "server.yml:2: limits.batch must be a whole number from 0 (no limit) to 10000");
        row("port 0", "ws_server: {port: 0}\n",
            "server.yml:1: ws_server.port must be a port number from 1 to 65535");
        row("no address", "ws_server:\n  host: example.com\n",
            "server.yml:2: ws_server.host must be an IP address or localhost");
        row("no network", "ws_server: {trusted_proxies: [\"10.0.0.0/99\"]}\n",
            "server.yml:1: ws_server.trusted_proxies must be a list; each entry an IP address or a network "
            "such as "
            "10.0.0.0/8");
        row("no truth", "ws_server: {insecure_listen: 1}\n",
            "server.yml:1: ws_server.insecure_listen must be true or false");
        row("no role", "auth: {anonymous_loopback: root}\n",
            "server.yml:1: auth.anonymous_loopback must be one of none, viewer, operator, admin");
        row("certificate without a key", "ws_server: {tls: {certificate: /a}}\n",
            "server.yml:1: ws_server.tls.certificate and ws_server.tls.key need each other");
        row("JWT for anybody", "auth: {jwt: {secret_file: /a}}\n",
            "server.yml:1: auth.jwt.issuer and auth.jwt.audience must be set: tokens for others would do");
        row("level", "log: {level: LOUD}\n",
            "server.yml:1: log.level must be one of DEBUG, INFO, WARN, ERROR");
        row("no map", "- a\n- b\n", "server.yml:1: the file must consist of keys with values");
        row("section is a text", "log: loud\n", "server.yml:1: log must consist of keys with values");
        row("twice", "log:\n  level: INFO\n  level: WARN\n", "server.yml:3: log.level is there twice");
        row("section twice", "log: {}\nlog: {}\n", "server.yml:2: log is there twice");
        row("key is a list", "[a]: 1\n", "server.yml:1: ... has a key that is not a word");
        row("nodes and mi", "mi: {url: \"h:1\"}\nnodes:\n  - {name: a, mi: {url: \"h:1\"}}\n",
            "server.yml:3: nodes and mi (or sip) at the top of the file exclude each other");
        row("nodes empty", "nodes: []\n", "server.yml:1: nodes must be a list with an entry for each proxy");
        row("nodes null", "nodes: ~\n", "server.yml:1: nodes must be a list with an entry for each proxy");
        row("nodes a map", "nodes: {name: a}\n",
            "server.yml:1: nodes must be a list with an entry for each proxy");
        row("node without a name", "nodes:\n  - {mi: {url: \"h:1\"}}\n",
            "server.yml:2: nodes[0].name is missing");
        row("node without mi", "nodes:\n  - {name: a}\n",
            "server.yml:2: nodes[0].mi.url or mi.datagram is missing");
        row("node is a text", "nodes:\n  - a\n", "server.yml:2: nodes[0] must consist of keys with values");
        row("names twice", "nodes:\n  - {name: a, mi: {url: \"h:1\"}}\n  - {name: a, mi: {url: \"h:2\"}}\n",
            "server.yml:3: nodes[1].name must differ from the names of other nodes");
        row("unknown key of a node", "nodes:\n  - name: a\n    mi: {url: \"h:1\"}\n    clutser: b\n",
            "server.yml:4: nodes[0].clutser is not a known key");
        row("a cluster named as a node",
            "nodes:\n  - {name: a, cluster: b, mi: {url: \"h:1\"}}\n  - {name: b, mi: {url: \"h:2\"}}\n",
            "server.yml:2: the cluster 'b' of a must differ from the names of nodes");
        row("two datagram lanes", "mi: {url: \"h:1\", datagram: \"h:2\"}\n",
            "server.yml:1: mi.url and mi.datagram name two datagram lanes; one is enough");
        row("user without password", "mi: {url: \"http://h/mi\", user: ada}\n",
            "server.yml:1: mi.user and mi.password_file need each other");
        row("user on a datagram", "mi: {url: \"h:1\", user: ada, password_file: /x}\n",
            "server.yml:1: mi.user is for an http:// or https:// mi.url only");
        row("password in the URL", "mi: {url: \"http://ada:secret@h/mi\"}\n",
            "server.yml:1: mi.url must be http://HOST:PORT/PATH, https://HOST:PORT/PATH or (datagram) "
            "HOST:PORT, "
            "without a password");
    }
    void errors()
    {
        QFETCH(QByteArray, yaml);
        QTEST(errorsOf(yaml).value(0), "error");
        QCOMPARE_EQ(errorsOf(yaml).size(), 1);
    }

    void tellsWhereTheYamlBreaks()
    {
        const QStringList errors = errorsOf("log:\n  level: [INFO\n");
        QCOMPARE_EQ(errors.size(), 1);
        QVERIFY2(
            errors.first().startsWith("server.yml:3: this is not YAML: "_L1), qPrintable(errors.first()));
    }

    void survivesBytes_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::newRow("NUL") << QByteArray("log\0: {}", 8);
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\x80: 1\n");
        QTest::newRow("deep") << QByteArray(20000, '[');
        QTest::newRow("anchors") << QByteArray("a: &a [*a, *a]\n");
        QTest::newRow("tab") << QByteArray("log:\n\tlevel: INFO\n");
    }
    void survivesBytes()
    {
        QFETCH(QByteArray, yaml);
        QVERIFY(!errorsOf(yaml).isEmpty());
    }

    void collectsUpToTwentyErrors()
    {
        QByteArray yaml = "limits: {batch: -1}\nlog: {level: LOUD}\n";
        QCOMPARE_EQ(errorsOf(yaml).size(), 2);
        for (int i = 0; i < 30; ++i) {
            yaml += "key" + QByteArray::number(i) + ": 1\n";
        }
        QCOMPARE_EQ(errorsOf(yaml).size(), 20);
    }

    void levels_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<LogLevel>("level");
        QTest::newRow("DEBUG") << QByteArray("DEBUG") << LogLevel::Debug;
        QTest::newRow("trace") << QByteArray("trace") << LogLevel::Debug;
        QTest::newRow("Info") << QByteArray("Info") << LogLevel::Info;
        QTest::newRow("WARN") << QByteArray("WARN") << LogLevel::Warn;
        QTest::newRow("warning") << QByteArray("warning") << LogLevel::Warn;
        QTest::newRow("ERROR") << QByteArray("ERROR") << LogLevel::Error;
        QTest::newRow("fatal") << QByteArray("fatal") << LogLevel::Error;
        QTest::newRow("Panic") << QByteArray("Panic") << LogLevel::Error;
    }
    void levels()
    {
        QFETCH(QByteArray, word);
        const auto config = readConfig("log: {level: " + word + "}\n", u"x"_s);
        QVERIFY(config);
        QTEST(config->log.level, "level");
    }

    void missingFile()
    {
        const auto config = readConfigFile(u"/nonexistent/server.yml"_s);
        QVERIFY(!config);
        QCOMPARE_EQ(config.error().size(), 1);
        QVERIFY(config.error().first().startsWith("/nonexistent/server.yml: cannot be read: "_L1));
        QVERIFY(!readConfigFile(u"/tmp"_s));
    }
};

QTEST_GUILESS_MAIN(ReadConfigTest)
#include "tst_readconfig.moc"
