// SPDX-License-Identifier: Apache-2.0
// cordboard-fuzz-seeds FOLDER: writes a folder of seeds for each fuzzer, from the recordings and from what
// documents show.
#include "common/protocol/calls.h"
#include "tests/support/proxyrecordings.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace {

using namespace cordboard;

class Seeds {
public:
    explicit Seeds(const QString &folder)
        : m_folder(folder)
    {
    }
    [[nodiscard]] bool failed() const { return m_failed; }
    void add(const char *fuzzer, const QByteArray &seed)
    {
        const QString name =
            QString::fromLatin1(QCryptographicHash::hash(seed, QCryptographicHash::Sha1).toHex());
        QFile file(m_folder.filePath(QString::fromLatin1(fuzzer) + u'/' + name));
        m_failed = m_failed || !m_folder.mkpath(QString::fromLatin1(fuzzer))
            || !file.open(QIODevice::WriteOnly) || file.write(seed) != seed.size();
    }

private:
    QDir m_folder;
    bool m_failed = false;
};

QByteArray compact(const QJsonValue &value)
{
    return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

void addRecordings(Seeds &seeds)
{
    for (const tests::ProxyRecording &recording : tests::proxyRecordings()) {
        for (const QJsonValue entry : recording.log) {
            if (entry[u"dir"] == QStringLiteral("event")) {
                seeds.add("event", entry[u"raw"].toString().toUtf8());
            }
            const QJsonObject answer = entry[u"answer"].toObject();
            if (!answer.isEmpty()) {
                const QByteArray body = compact(answer);
                seeds.add("mi", body);
                seeds.add("httpreply",
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + QByteArray::number(body.size()) + "\r\n\r\n" + body);
            }
        }
    }
}

void addExamples(Seeds &seeds)
{
    for (const char *reply :
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=1\r\n{\"a\"\r\n3\r\n:1}\r\n0\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 400 Bad Request\r\nConnection: close\r\n\r\nno",
            "HTTP/1.1 204 No Content\r\n\r\n"}) {
        seeds.add("httpreply", reply);
    }
    for (const char *frame :
        {R"({"jsonrpc":"2.0","method":"subtract","params":[42,23],"id":1})",
            R"([{"jsonrpc":"2.0","method":"sum","params":[1,2],"id":"1"},{"jsonrpc":"2.0","method":"n"},{"foo":1}])",
            R"({"jsonrpc":"2.0","error":{"code":-32601,"message":"x","data":{"id":"not_allowed"}},"id":null})",
            R"({"jsonrpc":"2.0","result":{"a":[{}]},"id":1.5})", "[]", "[1,2,3]"}) {
        seeds.add("rpc", frame);
    }
    for (const char *uri : {"sip:alice@example.com", "sips:bob@[2001:db8::1]:5061;transport=tls;lr",
             "sip:+49%2030;phone-context=x@192.0.2.1;user=phone", "sip:a%40b@h;osid=1.2;cord=x",
             "sip:h?Subject=x"}) {
        seeds.add("sipuri", uri);
    }
    for (const char *yaml :
        {"ws_server: {host: 127.0.0.1, port: 5059, http_path: /call-api}\nmi:\n  url: 127.0.0.1:8080\n",
            "nodes:\n  - name: edge-1\n    type: opensips\n    mi: {url: \"http://127.0.0.1:8888/mi\", "
            "datagram: "
            "\"udp:127.0.0.1:8080\"}\n    sip: {uri: \"sip:127.0.0.1:5060\"}\n    cluster: west\nlimits: "
            "{batch: 5}\n",
            "auth: {tokens: /t, anonymous_loopback: none, jwt: {issuer: a, audience: b, secret_file: "
            "/s}}\nlog: "
            "{level: DEBUG, format: json}\n"}) {
        seeds.add("config", yaml);
    }
    const QByteArray masked("\x81\x85mask\0\1\2\3\4", 11);
    seeds.add("frames", masked + QByteArray("\x89\x80mask", 6));
    seeds.add("frames", QByteArray("\x01\x81mask\0\x80\xfe\1\0mask", 15));
}

void addMessages(Seeds &seeds)
{
    protocol::Call call;
    call.id = CallId(QStringLiteral("edge-1/1.2"));
    call.callId = SipCallId(QStringLiteral("a@b"));
    call.legs.emplace_back();
    const QByteArray body = compact(json::encode(call));
    for (char which = 0; which < 29; ++which) {
        seeds.add("messages", which + body);
        seeds.add("messages",
            which
                + QByteArray(
                    R"({"caller":"sip:a@b","callee":"sip:b@c","callid":"x","leg":"caller","destination":"sip:d@e",)"
                    R"("id":"n/1","filter":{"user":"a"},"since":{"epoch":"e","seq":1,"view":"v"}})"));
    }
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (app.arguments().size() != 2) {
        qCritical("usage: cordboard-fuzz-seeds FOLDER");
        return 2;
    }
    Seeds seeds(app.arguments().at(1));
    addRecordings(seeds);
    addExamples(seeds);
    addMessages(seeds);
    return seeds.failed() ? 1 : 0;
}
