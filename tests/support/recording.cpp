// SPDX-License-Identifier: Apache-2.0
#include "tests/support/recording.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cordboard::tests {
namespace {

using namespace Qt::StringLiterals;
using Kind = RecordedEntry::Kind;
using Lane = RecordedEntry::Lane;

QDir folder() { return QDir(QStringLiteral(CORDBOARD_SOURCE_DIR "/tests/recordings")); }

QJsonObject parsed(const QByteArray &text) { return QJsonDocument::fromJson(text).object(); }

RecordedEntry request(double seconds, Lane lane, const QByteArray &text)
{
    const QJsonObject json = parsed(text);
    RecordedEntry entry{.kind = Kind::MiRequest, .seconds = seconds, .lane = lane, .text = text};
    entry.id = json.value("id"_L1).isUndefined() ? QJsonValue() : json.value("id"_L1);
    entry.method = json.value("method"_L1).toString();
    entry.params = json.value("params"_L1).toObject();
    return entry;
}

Result<QJsonValue> outcomeOf(const QByteArray &text, int httpStatus)
{
    if (httpStatus != 200) {
        return failure(Errc::RefusedByProxy, QString::fromUtf8(text), {}, httpStatus);
    }
    const QJsonObject json = parsed(text);
    if (const QJsonValue error = json.value("error"_L1); error.isObject()) {
        return failure(Errc::RefusedByProxy, error["message"_L1].toString(), {}, error["code"_L1].toInt());
    }
    if (!json.contains("result"_L1)) {
        return failure(Errc::Timeout, u"no JSON-RPC answer"_s);
    }
    return json.value("result"_L1);
}

RecordedEntry answer(const RecordedEntry &to, double seconds, const QByteArray &text, int httpStatus)
{
    RecordedEntry entry = to;
    entry.kind = Kind::MiAnswer;
    entry.seconds = seconds;
    entry.text = text;
    entry.httpStatus = to.lane == Lane::Http ? httpStatus : 0;
    entry.outcome = outcomeOf(text, httpStatus);
    return entry;
}

void addHttp(const QJsonObject &line, double seconds, QList<RecordedEntry> &entries)
{
    const RecordedEntry asked = request(seconds, Lane::Http, line["request"_L1].toString().toUtf8());
    entries.append(asked);
    const double answered = seconds + line["ms"_L1].toDouble() / 1000;
    if (line.contains("response"_L1)) {
        entries.append(
            answer(asked, answered, line["response"_L1].toString().toUtf8(), line["status"_L1].toInt()));
        return;
    }
    RecordedEntry none = answer(asked, answered, {}, 0);
    const QString why = line["error"_L1].toString();
    none.outcome =
        failure(why.startsWith("ConnectionRefused"_L1) ? Errc::ProxyUnreachable : Errc::Timeout, why);
    entries.append(none);
}

/// Requests and answers over datagram are lines of their own; the id joins them.
void addDatagram(const QJsonObject &line, double seconds, QList<RecordedEntry> &entries)
{
    if (line.contains("request"_L1)) {
        entries.append(request(seconds, Lane::Datagram, line["request"_L1].toString().toUtf8()));
        return;
    }
    const QByteArray text = line["response"_L1].toString().toUtf8();
    const QJsonValue id = parsed(text).value("id"_L1);
    const auto asked = std::find_if(entries.crbegin(), entries.crend(), [&id](const RecordedEntry &entry) {
        return entry.kind == Kind::MiRequest && entry.lane == Lane::Datagram && entry.id == id;
    });
    const RecordedEntry unasked{.lane = Lane::Datagram, .id = id};
    entries.append(answer(asked != entries.crend() ? *asked : unasked, seconds, text, 200));
}

void addLine(const QJsonObject &line, QList<RecordedEntry> &entries)
{
    const QString dir = line["dir"_L1].toString();
    const double seconds = line["t"_L1].toDouble();
    if (dir == "mi"_L1) {
        addHttp(line, seconds, entries);
    } else if (dir == "mi_datagram"_L1) {
        addDatagram(line, seconds, entries);
    } else if (dir == "event"_L1) {
        entries.append(RecordedEntry{.kind = Kind::Event,
            .seconds = seconds,
            .text = line["raw"_L1].toString().toUtf8(),
            .port = line["from_port"_L1].toInt()});
    } else if (dir == "phone"_L1 || dir == "sip"_L1) {
        const bool phone = dir == "phone"_L1;
        entries.append(RecordedEntry{.kind = phone ? Kind::Phone : Kind::Sip,
            .seconds = seconds,
            .who = line["who"_L1].toString(),
            .what = line[phone ? "does"_L1 : "line"_L1].toString()});
    } else {
        entries.append(RecordedEntry{.kind = Kind::Note, .seconds = seconds, .note = line});
    }
}

} // namespace

QList<RecordedEntry> Recording::only(RecordedEntry::Kind kind) const
{
    QList<RecordedEntry> found;
    std::copy_if(entries.cbegin(), entries.cend(), std::back_inserter(found),
        [kind](const RecordedEntry &entry) { return entry.kind == kind; });
    return found;
}

QStringList recordedVersions() { return folder().entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name); }

QStringList recordedFlows(const QString &version)
{
    QStringList flows = QDir(folder().filePath(version)).entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (QString &flow : flows) {
        flow.chop(5);
    }
    return flows;
}

Result<Recording> loadRecording(const QString &version, const QString &flow)
{
    QFile file(folder().filePath(version + u'/' + flow + ".json"_L1));
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Errc::InvalidParams, file.fileName() + ": "_L1 + file.errorString());
    }
    const QJsonObject json = parsed(file.readAll());
    if (!json.value("log"_L1).isArray()) {
        return failure(Errc::InvalidParams, file.fileName() + ": no recording"_L1);
    }
    Recording recording{
        .version = version, .flow = flow, .about = json["about"_L1].toString(), .entries = {}};
    const QJsonArray log = json["log"_L1].toArray();
    for (const QJsonValue &line : log) {
        addLine(line.toObject(), recording.entries);
    }
    std::stable_sort(recording.entries.begin(), recording.entries.end(),
        [](const RecordedEntry &a, const RecordedEntry &b) { return a.seconds < b.seconds; });
    return recording;
}

} // namespace cordboard::tests
