// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace cordboard::tests {

/// One recorded flow of tests/recordings: what a real proxy said.
struct ProxyRecording {
    QString version; ///< e.g. "3.6.8"
    QString flow;
    QJsonArray log; ///< objects with `dir`: mi, mi_datagram, event, sip, phone, note

    [[nodiscard]] QString name() const { return version + u'/' + flow; }
};

/// All of them, in the order of their names. Needs CORDBOARD_SOURCE_DIR (every cordboard_test has it).
[[nodiscard]] inline QList<ProxyRecording> proxyRecordings()
{
    QList<ProxyRecording> found;
    const QDir root(QStringLiteral(CORDBOARD_SOURCE_DIR "/tests/recordings"));
    for (const QString &version : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QDir folder(root.filePath(version));
        for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::ReadOnly)) {
                continue;
            }
            const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
            found.append({version, name.chopped(5), object.value(QStringLiteral("log")).toArray()});
        }
    }
    return found;
}

} // namespace cordboard::tests
