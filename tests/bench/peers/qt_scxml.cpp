// SPDX-License-Identifier: MIT
// The chart of `journey_bench` in Qt's SCXML: three regions of six states, two conditions, loaded
// as text. The three events of a round are submitted together, which spares it two turns of its
// loop.
#include "bench/peers/peer.hpp"

#ifndef TG_QT_SCXML

namespace throughgate::bench {
std::unique_ptr<Peer> qt_scxml(bool) { return nullptr; }
}  // namespace throughgate::bench

#else

#include <QtCore/QBuffer>
#include <QtCore/QCoreApplication>
#include <QtScxml/QScxmlStateMachine>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace throughgate::bench {
namespace {

std::string chart(bool guards) {
    std::string text = "<scxml xmlns='http://www.w3.org/2005/07/scxml' version='1.0' datamodel='";
    text += guards
                ? "ecmascript'><datamodel><data id='limit' expr='10'/><data id='steps' expr='0'/>"
                  "</datamodel>"
                : "null'>";
    text += "<parallel id='all'>";
    for (int region = 0; region < 3; ++region) {
        const std::string r = std::to_string(region);
        text += "<state id='r" + r + "'>";
        for (int i = 0; i < 6; ++i) {
            const bool guarded = guards && ((region == 0 && i == 2) || (region == 1 && i == 4));
            text += "<state id='s" + r + std::to_string(i) + "'><transition event='go" + r + "'" +
                    (guarded ? " cond='steps &lt; limit'" : "") + " target='s" + r +
                    std::to_string((i + 1) % 6) + "'/></state>";
        }
        text += "</state>";
    }
    return text + "</parallel></scxml>";
}

QCoreApplication& application() {
    static int count = 1;
    static char name[] = "bench";
    static char* arguments[] = {name, nullptr};
    static QCoreApplication only(count, arguments);
    return only;
}

class QtScxml final : public Peer {
public:
    explicit QtScxml(bool guards) {
        application();
        QByteArray text = QByteArray::fromStdString(chart(guards));
        QBuffer buffer(&text);
        buffer.open(QIODevice::ReadOnly);
        machine_.reset(QScxmlStateMachine::fromData(&buffer));
        machine_->start();
        QCoreApplication::processEvents();
        go_round(1);
        for (const char* state : {"s01", "s11", "s21"}) expect(state);
        go_round(5);
        for (const char* state : {"s00", "s10", "s20"}) expect(state);
    }

    void go_round(int rounds) override {
        for (int i = 0; i < rounds; ++i) {
            for (const QString& event : events_) machine_->submitEvent(event);
            QCoreApplication::processEvents();
        }
    }

private:
    void expect(const char* state) {
        if (machine_->isActive(QString::fromLatin1(state))) return;
        std::fprintf(stderr, "benchmark: Qt SCXML does not run the chart: not in %s\n", state);
        std::exit(1);
    }

    std::unique_ptr<QScxmlStateMachine> machine_;
    const std::array<QString, 3> events_{QStringLiteral("go0"), QStringLiteral("go1"),
                                         QStringLiteral("go2")};
};

}  // namespace

std::unique_ptr<Peer> qt_scxml(bool guards) { return std::make_unique<QtScxml>(guards); }

}  // namespace throughgate::bench

#endif
