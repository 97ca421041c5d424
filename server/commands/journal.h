// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/commands.h"
#include "common/protocol/progress.h"

#include <QFile>
#include <QString>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace cordboard {

/// A command that is about to change a call. Names no party: only the hash of what was asked.
struct JournalBegun {
    quint64 serial = 0; ///< counts the lines of a journal, so that an end finds its beginning
    CommandId cmdId;
    std::optional<QString> user; ///< absent for anonymous: a connection means nothing after a restart
    QString hash; ///< contentHash(), hexadecimal
    protocol::Command method = protocol::Command::CallEnd;
    std::vector<CallId> calls;
    NodeName node;
    QString time; ///< ISO 8601, UTC
    static constexpr auto fields()
    {
        using S = JournalBegun;
        using json::Field;
        return std::tuple{Field{&S::serial, "serial"}, Field{&S::cmdId, "cmd_id"}, Field{&S::user, "user"},
            Field{&S::hash, "hash"}, Field{&S::method, "method"}, Field{&S::calls, "calls"},
            Field{&S::node, "node"}, Field{&S::time, "time"}};
    }
    friend bool operator==(const JournalBegun &, const JournalBegun &) = default;
};

struct JournalEnded {
    quint64 serial = 0;
    QString time;
    std::optional<protocol::CommandError> error; ///< absent: it succeeded
    static constexpr auto fields()
    {
        using S = JournalEnded;
        using json::Field;
        return std::tuple{Field{&S::serial, "serial"}, Field{&S::time, "time"}, Field{&S::error, "error"}};
    }
    friend bool operator==(const JournalEnded &, const JournalEnded &) = default;
};

/// Guards against executing a command twice over a crash of ours: JSON lines in a file, `begun` before the
/// first byte that could change a call, `ended` after. Nothing is synchronised to the disk: it survives the
/// process, not the machine.
///
/// The file (mode 0600) is rewritten without what is over at open() and whenever it has grown.
class Journal {
public:
    struct Limits {
        /// How long an ended command is remembered, from its end.
        std::chrono::milliseconds endedKept{60'000};
        qint64 compactAbove =
            1'048'576; ///< bytes of the file; more only as long as what is remembered needs it
    };
    struct Entry {
        JournalBegun begun;
        std::optional<JournalEnded> ended; ///< nothing: it was interrupted, or still runs
    };

    /// How long an interrupted command is remembered, from its beginning.
    static constexpr std::chrono::hours interruptedKept{24};
    static constexpr std::size_t mostEntries = 10'000; ///< the newest of those found at open()

    /// Opens or creates `commands.journal` in this folder, which is made if it is missing. Lines that cannot
    /// be read (cut by a crash) are skipped. \returns Errc::Internal when the file cannot be opened.
    [[nodiscard]] static Result<std::unique_ptr<Journal>> open(const QString &folder);
    [[nodiscard]] static Result<std::unique_ptr<Journal>> open(const QString &folder, const Limits &limits);

    /// What a former process left: interrupted commands, and those that ended just before it did. Oldest
    /// first.
    [[nodiscard]] const std::vector<Entry> &found() const noexcept { return m_found; }

    /// Writes that a command begins; `serial` and `time` are filled in. The line is with the kernel when this
    /// returns. \returns the serial to end it with; Errc::Internal when it cannot be written (disk full):
    /// then nothing was, and the command must not be sent.
    [[nodiscard]] Result<quint64> begun(JournalBegun entry);
    /// Writes that it ended. A failure leaves it interrupted for the next process.
    [[nodiscard]] Result<Done> ended(quint64 serial, const std::optional<protocol::CommandError> &error);

private:
    Journal(const QString &path, const Limits &limits);
    void read();
    void forgetOld();
    [[nodiscard]] Result<Done> openForAppending();
    [[nodiscard]] Result<Done> append(const QByteArray &line);
    void compact();

    QFile m_file;
    Limits m_limits;
    qint64 m_compactNext;
    quint64 m_lastSerial = 0;
    std::vector<Entry> m_found;
    std::map<quint64, Entry> m_entries; ///< what the file says
};

} // namespace cordboard
