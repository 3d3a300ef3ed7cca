// SPDX-License-Identifier: MIT
#include "host/json/erasure.hpp"

#include <boost/json/object.hpp>

namespace throughgate {

boost::json::value to_json(const Erasure& erasure) {
    return boost::json::object{{"case", erasure.case_reference},
                               {"erased", erasure.erased},
                               {"asked_by", erasure.asked_by},
                               {"asked", format_instant(erasure.asked)},
                               {"entries", erasure.entries},
                               {"facts", erasure.facts},
                               {"handoffs", erasure.handoffs},
                               {"notices", erasure.notices},
                               {"records", erasure.records},
                               {"reads", erasure.reads},
                               {"note", erasure.note}};
}

}  // namespace throughgate
