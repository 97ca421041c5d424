// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <variant>
#include <vector>

/// JSON-RPC 2.0 in three layers: frames to and from values (message.h, pure), the two ends of a link
/// (peer.h), and methods with typed parameters (dispatcher.h). The transport is whoever calls
/// Peer::receive().
namespace cordboard::rpc {

/// What a frame may ask of us; 0 means no limit.
struct Limits {
    qsizetype maxBatch = 50; ///< members of one batch
    int maxDepth = 32; ///< arrays and objects inside one another, the batch's own array included
    int maxUnanswered = 64; ///< requests that handlers have not answered yet, for one peer
};

/// Asks for an answer. `id` is a string, a number or null, and goes back as it came.
struct Request {
    QJsonValue id;
    QString method;
    QJsonValue params; ///< an object, an array, or undefined when absent
    friend bool operator==(const Request &, const Request &) = default;
};

/// Gets no answer, whatever happens.
struct Notification {
    QString method;
    QJsonValue params; ///< as in Request
    friend bool operator==(const Notification &, const Notification &) = default;
};

/// An answer to a request of ours.
struct Response {
    QJsonValue id;
    Result<QJsonValue> outcome; ///< an error object of the wire is an Error already (see errorFrom())
    friend bool operator==(const Response &, const Response &) = default;
};

/// A member that is none of these. It is answered with `error`, under `id` (null unless it had a usable one).
struct Invalid {
    QJsonValue id;
    Error error;
    friend bool operator==(const Invalid &, const Invalid &) = default;
};

using Item = std::variant<Request, Notification, Response, Invalid>;

/// One frame. A batch is answered in one array, even if it has one member only.
struct Frame {
    std::vector<Item> items; ///< never empty
    bool isBatch = false;
};

/// Reads a frame (JSON-RPC 2.0 sections 4 to 6).
///
/// `jsonrpc` must be "2.0" to the letter. An id must be a string, null, or a number that survives unharmed: a
/// whole number that fits 64 bits or any other up to 2^53; everything else is an invalid request with id
/// null. \returns the members, or the one error to answer with id null: ParseError, InvalidRequest (no
/// object, no array, an empty batch), LimitReached (batch too large, nesting too deep).
[[nodiscard]] Result<Frame> parse(const QByteArray &bytes, const Limits &limits = {});

/// How deep arrays and objects nest, without building anything of it; text in strings does not count.
/// Stops counting at `enough`. Of bytes that are no JSON it says something, too.
[[nodiscard]] int nestingDepth(const QByteArray &bytes, int enough) noexcept;

/// The Error that an error object of the wire (section 5.1) means: by the word in `data.id`, else by its
/// code; a code that we do not know is Errc::Internal. `data.field` and `data.status` are taken over.
[[nodiscard]] Error errorFrom(const QJsonObject &wire);

/// Any value as compact JSON; undefined becomes null.
[[nodiscard]] QByteArray encodeValue(const QJsonValue &value);

[[nodiscard]] QByteArray encodeRequest(const QJsonValue &id, const QString &method, const QJsonValue &params);
[[nodiscard]] QByteArray encodeNotification(const QString &method, const QJsonValue &params);
[[nodiscard]] QByteArray encodeResult(const QJsonValue &id, const QJsonValue &result);
/// The error object is {code, message, data: {id, field?, status?, and what `data` adds}}.
[[nodiscard]] QByteArray encodeError(const QJsonValue &id, const Error &error, const QJsonObject &data = {});
/// Messages in one array.
[[nodiscard]] QByteArray encodeBatch(const QByteArrayList &messages);

} // namespace cordboard::rpc
