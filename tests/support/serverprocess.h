// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QUrl>

namespace cordboard::tests {

/// The real cordboard-server in a process of its own, with a state folder that outlives the process.
class ServerProcess : public QObject {
    Q_OBJECT
public:
    explicit ServerProcess(QObject *parent = nullptr)
        : QObject(parent)
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        connect(&m_process, &QProcess::readyRead, this, &ServerProcess::read);
    }
    ~ServerProcess() override
    {
        m_process.disconnect(this);
        m_process.kill();
        m_process.waitForFinished(); // a test may block; a product may not
    }

    /// \param configuration  the text of server.yml; empty: none is given. Without the key `admin` there is
    /// no admin port, since tests run side by side.
    void start(QByteArray configuration, QStringList arguments = {})
    {
        if (!configuration.contains("admin:")) {
            configuration += "\nadmin: {listen: \"\"}\n";
        }
        m_url.clear();
        m_log.clear();
        if (!arguments.contains(QStringLiteral("--demo"))) {
            write(configuration);
            arguments << QStringLiteral("--config") << m_folder.filePath(QStringLiteral("server.yml"));
        }
        arguments << QStringLiteral("--listen") << QStringLiteral("127.0.0.1:%1").arg(m_port);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("STATE_DIRECTORY"), m_folder.filePath(QStringLiteral("state")));
        m_process.setProcessEnvironment(environment);
        m_process.start(QStringLiteral(CORDBOARD_BIN_DIR "/cordboard-server"), arguments);
    }
    /// Another configuration for a server that was started with one: it is read when the server is told to.
    void write(const QByteArray &configuration)
    {
        QFile file(m_folder.filePath(QStringLiteral("server.yml")));
        if (!file.open(QIODevice::WriteOnly) || file.write(configuration) != configuration.size()) {
            qFatal("cannot write the configuration");
        }
    }
    /// Where the next start() listens; 0, the default, is any port.
    void setPort(quint16 port) { m_port = port; }
    /// As kill -9.
    void kill() { m_process.kill(); }
    void terminate() { m_process.terminate(); }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] int exitCode() const { return m_process.exitCode(); }
    [[nodiscard]] QProcess::ExitStatus exitStatus() const { return m_process.exitStatus(); }

    /// Where it listens; empty until it says so.
    [[nodiscard]] QUrl url() const { return m_url; }
    /// Where health and metrics are; empty until it says so.
    [[nodiscard]] QUrl adminUrl() const
    {
        static const QRegularExpression address(QStringLiteral("health and metrics on (http://\\S+)"));
        return QUrl(address.match(QString::fromUtf8(m_log)).captured(1));
    }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] const QByteArray &log() const { return m_log; }

private:
    void read()
    {
        m_log += m_process.readAll();
        static const QRegularExpression address(QStringLiteral("listening on (ws://\\S+)"));
        auto matches = address.globalMatch(QString::fromUtf8(m_log));
        while (matches.hasNext()) {
            m_url = QUrl(matches.next().captured(1));
        }
    }

    QTemporaryDir m_folder;
    quint16 m_port = 0;
    QProcess m_process;
    QByteArray m_log;
    QUrl m_url;
};

} // namespace cordboard::tests
