// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/phone.h"

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

QString reasonPhrase(int status)
{
    switch (status) {
    case 100:
        return u"Trying"_s;
    case 180:
        return u"Ringing"_s;
    case 200:
        return u"OK"_s;
    case 202:
        return u"Accepted"_s;
    case 404:
        return u"Not Found"_s;
    case 408:
        return u"Request Timeout"_s;
    case 480:
        return u"Temporarily Unavailable"_s;
    case 481:
        return u"Call Does Not Exist"_s;
    case 486:
        return u"Busy Here"_s;
    case 487:
        return u"Request Terminated"_s;
    case 488:
        return u"Not Acceptable Here"_s;
    case 491:
        return u"Request Pending"_s;
    case 603:
        return u"Decline"_s;
    default:
        return u"Unnamed"_s;
    }
}

} // namespace cordboard::simulator
