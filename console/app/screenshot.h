// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTimer>

namespace cordboard::console {

class Console;

/// Writes a picture of the window once the list of calls is there, and ends the program; with 3 if no list
/// came in time, with 1 if the file could not be written.
class Screenshot : public QObject {
    Q_OBJECT
public:
    /// \param console  must outlive this
    /// \param fileName  empty: nothing is done
    Screenshot(Console &console, const QString &fileName, QObject *parent = nullptr);

private:
    void take();

    Console &m_console;
    QString m_fileName;
    QTimer m_limit;
    QTimer m_settle;
};

} // namespace cordboard::console
