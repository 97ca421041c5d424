// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

/// What real proxies said on the wire (tests/recordings/VERSION/FLOW.json), for replays.
namespace cordboard::tests {

/// One thing that happened. Which members are set depends on the kind.
struct RecordedEntry {
    enum class Kind {
        MiRequest, ///< `lane`, `text`, `id`, `method`, `params`
        MiAnswer, ///< `lane`, `text`, `id`, `method` and `params` of its request, `httpStatus`, `outcome`
        Event, ///< `text`: the datagram, `port`: where it came from
        Phone, ///< `who` did `what`
        Sip, ///< `who` sent (">") or received ("<") the message whose first line is `what`
        Note, ///< `note`
    };
    enum class Lane { Http, Datagram };

    Kind kind = Kind::Note;
    double seconds = 0; ///< since the start of the recording
    Lane lane = Lane::Http;
    QByteArray text = {}; ///< as it was on the wire (HTTP: the body)
    QJsonValue id = {}; ///< of the JSON-RPC request; null where it has none
    QString method = {}; ///< empty where the request was no JSON object
    QJsonObject params = {};
    int httpStatus = 0; ///< 0: there was no HTTP answer
    /// What a Lane makes of the answer: the `result`, RefusedByProxy with the code of the `error` or the HTTP
    /// status, ProxyUnreachable for a refused connection, else Timeout.
    Result<QJsonValue> outcome = QJsonValue();
    int port = 0;
    QString who = {};
    QString what = {};
    QJsonObject note = {};
};

struct Recording {
    QString version; ///< of the proxy, e.g. "3.6.8"
    QString flow;
    QString about; ///< one line for people
    QList<RecordedEntry> entries; ///< in the order of time; an answer never stands before its request

    /// The entries of one kind, in order.
    [[nodiscard]] QList<RecordedEntry> only(RecordedEntry::Kind kind) const;
};

/// The versions that there are recordings of, sorted.
[[nodiscard]] QStringList recordedVersions();
/// The flows recorded with this version, sorted.
[[nodiscard]] QStringList recordedFlows(const QString &version);
/// Reads one. A missing or broken file yields InvalidParams.
[[nodiscard]] Result<Recording> loadRecording(const QString &version, const QString &flow);

} // namespace cordboard::tests
