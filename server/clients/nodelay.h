// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace cordboard {

/// Sends what is written at once on every connection that this listening socket accepts. Without it a
/// notification that follows an answer waits for the client's delayed acknowledgement, some 40 ms (RFC 896,
/// RFC 1122 section 4.2.3.2). QWebSocketServer gives no access to the TCP sockets; accepted ones inherit the
/// option. What the system refuses stays as it was: that costs time, not correctness.
void sendWithoutDelay(qintptr listeningSocket);

} // namespace cordboard
