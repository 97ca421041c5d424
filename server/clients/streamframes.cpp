// SPDX-License-Identifier: Apache-2.0
#include "server/clients/streamframes.h"

#include "common/rpc/message.h"

namespace cordboard::streamframes {
namespace {

QByteArray quoted(const QString &text) { return rpc::encodeValue(text); }

QByteArray notification(const char *method, const QByteArray &params)
{
    return QByteArray("{\"jsonrpc\":\"2.0\",\"method\":\"") + method + "\",\"params\":{" + params + "}}";
}

} // namespace

QByteArray set(const QByteArray &call) { return "{\"op\":\"set\",\"call\":" + call + '}'; }

QByteArray gone(const CallId &id) { return "{\"op\":\"gone\",\"id\":" + quoted(id.text()) + '}'; }

QByteArray changed(
    const QString &epoch, qint64 fromSeq, qint64 seq, const QString &now, const QByteArray &changes)
{
    return notification("CallsChanged",
        "\"epoch\":" + quoted(epoch) + ",\"from_seq\":" + QByteArray::number(fromSeq) + ",\"seq\":"
            + QByteArray::number(seq) + ",\"now\":" + quoted(now) + ",\"changes\":[" + changes + ']');
}

QByteArray snapshot(
    const QString &epoch, qint64 seq, const QString &view, qint64 page, const QByteArray &calls, bool last)
{
    return notification("CallsSnapshot",
        "\"epoch\":" + quoted(epoch) + ",\"seq\":" + QByteArray::number(seq) + ",\"view\":" + quoted(view)
            + ",\"page\":" + QByteArray::number(page) + ",\"calls\":[" + calls
            + "],\"last\":" + (last ? "true" : "false"));
}

} // namespace cordboard::streamframes
