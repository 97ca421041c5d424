// SPDX-License-Identifier: Apache-2.0
#include "server/admin/metrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <sstream>

namespace cordboard {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;

ClientMetric::Label label(const char *name, const QString &value) { return {name, value.toStdString()}; }

/// Collects families in the order in which they are first named.
class Families {
public:
    void gauge(const char *name, const char *help, double value, Labels labels = {})
    {
        ClientMetric &metric = add(name, help, MetricType::Gauge, std::move(labels));
        metric.gauge.value = value;
    }
    void counter(const char *name, const char *help, quint64 value, Labels labels = {})
    {
        ClientMetric &metric = add(name, help, MetricType::Counter, std::move(labels));
        metric.counter.value = static_cast<double>(value);
    }
    void histogram(const char *name, const char *help, const HistogramFigures &figures, Labels labels)
    {
        ClientMetric &metric = add(name, help, MetricType::Histogram, std::move(labels));
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < figures.counts.size(); ++i) {
            sum += figures.counts[i];
            if (i < figures.bounds.size()) {
                metric.histogram.bucket.push_back({sum, figures.bounds[i]});
            }
        }
        metric.histogram.sample_count = sum;
        metric.histogram.sample_sum = figures.sum;
    }
    [[nodiscard]] const std::vector<MetricFamily> &all() const { return m_families; }

private:
    ClientMetric &add(const char *name, const char *help, MetricType type, Labels labels)
    {
        auto family = std::find_if(m_families.begin(), m_families.end(),
            [&](const MetricFamily &candidate) { return candidate.name == name; });
        if (family == m_families.end()) {
            family = m_families.insert(m_families.end(), MetricFamily{name, help, type, {}});
        }
        ClientMetric &metric = family->metric.emplace_back();
        metric.label = std::move(labels);
        return metric;
    }

    std::vector<MetricFamily> m_families;
};

void addNode(Families &families, const NodeFigures &node)
{
    const auto labels = [&](Labels more = {}) {
        more.insert(more.begin(), label("node", node.name));
        return more;
    };
    families.gauge("cordboard_node_reachable", "1 while the proxy answers.", node.reachable, labels());
    families.gauge("cordboard_node_synchronised", "1 while the list of calls is the proxy's.",
        node.synchronised, labels());
    families.gauge(
        "cordboard_node_calls", "Calls of the proxy now.", static_cast<double>(node.calls), labels());
    const auto events = [&](quint64 count, const char *fate) {
        families.counter("cordboard_events_total",
            "Event datagrams: received, unreadable, foreign (from another address), dropped (by the system, "
            "whose buffer was full).",
            count, labels({{"fate", fate}}));
    };
    events(node.eventsReceived, "received");
    events(node.eventsUnreadable, "unreadable");
    events(node.eventsForeign, "foreign");
    events(node.eventsDropped, "dropped");
    families.counter("cordboard_management_failures_total",
        "Management requests that did not reach the proxy or got no answer in time.", node.failedRequests,
        labels());
    constexpr const char *name = "cordboard_management_seconds";
    constexpr const char *help =
        "Time until a management request was answered: by the proxy itself, or once a phone had decided.";
    families.histogram(name, help, node.answers, labels({{"by", "proxy"}}));
    families.histogram(name, help, node.phoneAnswers, labels({{"by", "phone"}}));
}

/// Hashes have no order, and a scrape should not differ from the one before for that.
template <class Hash> auto sortedKeys(const Hash &hash)
{
    auto keys = hash.keys();
    std::sort(keys.begin(), keys.end());
    return keys;
}

} // namespace

QByteArray metricsText(const AdminFigures &figures)
{
    Families families;
    families.gauge("cordboard_info", "The version, as a label.", 1, {label("version", figures.version)});
    families.gauge(
        "cordboard_start_time_seconds", "When the server was started, since 1970.", figures.startedAt);
    families.gauge("cordboard_connections", "Clients now.", static_cast<double>(figures.connections));
    families.gauge("cordboard_connections_unauthenticated", "Clients now that have not logged in.",
        static_cast<double>(figures.unauthenticated));
    families.counter("cordboard_connections_total", "Clients that were let in.", figures.connectionsTotal);
    for (const QString &state : sortedKeys(figures.callsByState)) {
        families.gauge("cordboard_calls", "Calls now.",
            static_cast<double>(figures.callsByState.value(state)), {label("state", state)});
    }
    families.counter("cordboard_call_changes_total", "Changes of calls.",
        static_cast<quint64>(std::max<qint64>(figures.changes, 0)));
    families.gauge(
        "cordboard_commands_running", "Commands now.", static_cast<double>(figures.commandsRunning));
    for (const auto &key : sortedKeys(figures.commands)) {
        families.counter("cordboard_commands_total",
            "Commands that ended; the outcome is `done` or the word of the error.",
            figures.commands.value(key), {label("method", key.first), label("outcome", key.second)});
    }
    for (const QString &what : sortedKeys(figures.auditRecords)) {
        families.counter("cordboard_audit_records_total", "Records of the audit, kept or not.",
            figures.auditRecords.value(what), {label("what", what)});
    }
    families.counter("cordboard_audit_failures_total",
        "Records of the audit that could not be kept, and stand in the log only.", figures.auditFailures);
    families.gauge("cordboard_audit_writable", "1 while the audit can be written.", figures.auditWritable);
    families.counter(
        "cordboard_log_lines_dropped_total", "Log lines that nobody read in time.", figures.droppedLogLines);
    for (const NodeFigures &node : figures.nodes) {
        addNode(families, node);
    }
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, families.all());
    return QByteArray::fromStdString(out.str());
}

} // namespace cordboard
