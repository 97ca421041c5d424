// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/loadclients.h"
#include "tests/bench/measures.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

using namespace cordboard::bench;
using namespace Qt::StringLiterals;

namespace {

void measure(Table &table, const QString &only, int scale)
{
    const int seconds = scale == 1 ? 10 : 1;
    const auto wanted = [&](const char *name) { return only.isEmpty() || only == QLatin1String(name); };
    if (wanted("sync")) {
        measureSync(table, 10000 / scale);
    }
    if (wanted("memory")) {
        measureMemory(table, 10000 / scale);
    }
    if (wanted("burst")) {
        measureBurst(table, 5000 / scale);
    }
    if (wanted("stream")) {
        measureStream(table, std::max(2, 100 / scale), 1000 / scale, seconds);
    }
    if (wanted("scanner")) {
        measureScanner(table, 1000 / scale, seconds);
    }
}

} // namespace

/// Prints one table, and leaves with 1 if something was lost. Also what Helper starts.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.value(1) == "--subscribers"_L1) {
        return runSubscribers(QUrl(words.value(2)), words.value(3).toInt());
    }
    if (words.value(1) == "--fan-out"_L1) {
        return runFanOut();
    }
    if (words.value(1) == "--datagrams"_L1) {
        return runDatagrams();
    }
    if (words.value(1) == "--registry"_L1) {
        return runRegistry(words.value(2).toInt());
    }
    QCommandLineParser parser;
    parser.addHelpOption();
    const QCommandLineOption scale(
        u"scale"_s, u"1 measures; more is as much less, a smoke test."_s, u"N"_s, u"1"_s);
    const QCommandLineOption runs(u"runs"_s, u"How often; the table has the medians."_s, u"N"_s, u"1"_s);
    const QCommandLineOption only(u"only"_s, u"One of sync, memory, burst, stream, scanner."_s, u"PART"_s);
    const QCommandLineOption json(u"json"_s, u"Writes the figures of all runs there, too."_s, u"FILE"_s);
    parser.addOptions({scale, runs, only, json});
    parser.process(application);
    Table table;
    for (int run = 0; run < std::max(1, parser.value(runs).toInt()); ++run) {
        measure(table, parser.value(only), std::max(1, parser.value(scale).toInt()));
    }
    table.print();
    if (parser.isSet(json)) {
        QFile file(parser.value(json));
        if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(table.json()).toJson()) < 0) {
            std::fprintf(
                stderr, "cannot write %s: %s\n", qPrintable(file.fileName()), qPrintable(file.errorString()));
            return 2;
        }
    }
    return table.isSound() ? 0 : 1;
}
