// SPDX-License-Identifier: Apache-2.0
#include "server/app/demo.h"

#include "server/simulator/simulator.h"

namespace cordboard {

using namespace Qt::StringLiterals;

Result<Demo> startDemo(const DemoOptions &options)
{
    auto settings = simulator::SimulatorOptions::lively();
    settings.version = options.version == "3.4"_L1 ? simulator::Version::V34
        : options.version == "4.0"_L1              ? simulator::Version::V40
                                                   : simulator::Version::V36;
    settings.ringTime = options.ring;
    settings.backgroundCalls = options.calls;
    settings.changesPerSecond = options.rate;
    auto world = std::make_unique<simulator::Simulator>(settings);
    if (auto started = world->start(); !started) {
        return tl::unexpected(std::move(started).error());
    }
    Demo demo;
    demo.node.name = u"demo"_s;
    demo.node.mi.url = world->httpUrl().toString();
    demo.node.mi.datagram = world->datagramAddress();
    demo.node.sip.uri = u"sip:"_s + settings.domain;
    demo.world = std::move(world);
    return demo;
}

} // namespace cordboard
