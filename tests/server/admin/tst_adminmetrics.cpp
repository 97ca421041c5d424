// SPDX-License-Identifier: Apache-2.0
#include "server/admin/metrics.h"
#include "tests/support/strict.h"

#include <QRegularExpression>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

AdminFigures everything()
{
    AdminFigures figures{.version = u"1.2"_s,
        .startedAt = 1000.5,
        .connections = 3,
        .unauthenticated = 1,
        .connectionsTotal = 12,
        .callsByState = {{u"ringing"_s, 2}, {u"answered"_s, 0}},
        .changes = 99,
        .commandsRunning = 4,
        .commands = {{{u"CallStart"_s, u"done"_s}, 5}, {{u"CallStart"_s, u"no_answer"_s}, 1}},
        .auditRecords = {{u"login_failed"_s, 6}},
        .auditFailures = 2,
        .auditWritable = false,
        .droppedLogLines = 8};
    NodeFigures node{.name = u"edge\"1\\\n"_s,
        .reachable = true,
        .calls = 17,
        .eventsReceived = 1000,
        .eventsUnreadable = 1,
        .eventsForeign = 2,
        .eventsDropped = 3,
        .failedRequests = 4};
    node.answers = {.bounds = {0.01, 0.1}, .counts = {10, 5, 1}, .sum = 0.75};
    node.phoneAnswers = {.bounds = {0.01, 0.1}, .counts = {0, 0, 0}, .sum = 0};
    figures.nodes = {node};
    return figures;
}

} // namespace

class AdminMetricsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void tellsEachFigure_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"cordboard_info{version=\"1.2\"} 1", "cordboard_start_time_seconds 1000.5",
                 "cordboard_connections 3", "cordboard_connections_unauthenticated 1",
                 "cordboard_connections_total 12", "cordboard_calls{state=\"ringing\"} 2",
                 "cordboard_calls{state=\"answered\"} 0", "cordboard_call_changes_total 99",
                 "cordboard_commands_running 4",
                 "cordboard_commands_total{method=\"CallStart\",outcome=\"done\"} 5",
                 "cordboard_commands_total{method=\"CallStart\",outcome=\"no_answer\"} 1",
                 "cordboard_audit_records_total{what=\"login_failed\"} 6", "cordboard_audit_failures_total 2",
                 "cordboard_audit_writable 0", "cordboard_log_lines_dropped_total 8",
                 "cordboard_node_reachable{@} 1", "cordboard_node_synchronised{@} 0",
                 "cordboard_node_calls{@} 17", "cordboard_events_total{@,fate=\"received\"} 1000",
                 "cordboard_events_total{@,fate=\"unreadable\"} 1",
                 "cordboard_events_total{@,fate=\"foreign\"} 2",
                 "cordboard_events_total{@,fate=\"dropped\"} 3", "cordboard_management_failures_total{@} 4",
                 "cordboard_management_seconds_bucket{@,by=\"proxy\",le=\"0.01\"} 10",
                 "cordboard_management_seconds_bucket{@,by=\"proxy\",le=\"0.1\"} 15",
                 "cordboard_management_seconds_bucket{@,by=\"proxy\",le=\"+Inf\"} 16",
                 "cordboard_management_seconds_sum{@,by=\"proxy\"} 0.75",
                 "cordboard_management_seconds_count{@,by=\"proxy\"} 16",
                 "cordboard_management_seconds_count{@,by=\"phone\"} 0"}) {
            // As the format escapes a quote, a backslash and a line feed.
            QTest::newRow(line) << QByteArray(line).replace("@", "node=\"edge\\\"1\\\\\\n\"");
        }
    }
    void tellsEachFigure()
    {
        QFETCH(QByteArray, line);
        const QByteArrayList lines = metricsText(everything()).split('\n');
        QVERIFY2(lines.contains(line), metricsText(everything()).constData());
    }

    /// Prometheus refuses a page that has one of these wrong.
    void isAsPrometheusReadsIt()
    {
        const QByteArrayList lines = metricsText(everything()).split('\n');
        QCOMPARE_EQ(lines.last(), QByteArray()); // ends with a line feed
        const QRegularExpression sample(
            u"^[a-z_]+(\\{[a-z_]+=\"([^\"\\\\\n]|\\\\.)*\"(,[a-z_]+=\"([^\"\\\\\n]|\\\\.)*\")*\\})? "
            "[-+0-9.eInfa]+$"_s);
        QSet<QByteArray> types;
        QSet<QByteArray> samples;
        for (const QByteArray &line : lines.first(lines.size() - 1)) {
            if (line.startsWith("# TYPE ")) {
                const QByteArray name = line.split(' ').at(2);
                QVERIFY2(!types.contains(name), name.constData()); // once for each
                types.insert(name);
            } else if (!line.startsWith("# HELP ")) {
                QVERIFY2(sample.match(QString::fromUtf8(line)).hasMatch(), line.constData());
                const QByteArray series = line.left(line.lastIndexOf(' '));
                QVERIFY2(!samples.contains(series), series.constData());
                samples.insert(series);
            }
        }
        QVERIFY(types.size() > 15);
        QCOMPARE_EQ(metricsText(everything()), metricsText(everything()));
    }
};

QTEST_GUILESS_MAIN(AdminMetricsTest)
#include "tst_adminmetrics.moc"
