// SPDX-License-Identifier: Apache-2.0
#include "server/clients/frameparser.h"
#include "tests/fuzz/fuzz.h"

// WebSocket frames: the watch counts the same however their bytes are cut.
void cordboard::fuzz::run(const QByteArray &input)
{
    FrameParser atOnce;
    atOnce.feed(input);
    FrameParser byByte;
    for (qsizetype i = 0; i < input.size(); ++i) {
        byByte.feed(QByteArrayView(input).sliced(i, 1));
    }
    promise(atOnce.isMidMessage() == byByte.isMidMessage() && atOnce.messages() == byByte.messages()
            && atOnce.frames() == byByte.frames() && atOnce.controlFrames() == byByte.controlFrames()
            && atOnce.sawUnmasked() == byByte.sawUnmasked(),
        "frames are the same however they are cut");
    promise(atOnce.messages() <= atOnce.frames(), "a message has a frame");
}
