// SPDX-License-Identifier: MIT
// The system's generator, and a seeded one (splitmix64) for tests.
#include "base/random.hpp"

#include <openssl/rand.h>

#include <mutex>

#include "base/assert.hpp"

namespace throughgate {
namespace {

/// Fetches many numbers at a time: one call to the system's generator costs about a microsecond.
class SystemRandom final : public Random {
public:
    std::uint64_t next() override {
        const std::lock_guard lock(mutex_);
        if (used_ == pool_.size()) refill();
        return pool_[used_++];
    }

private:
    void refill() {
        TG_ASSERT(RAND_bytes(reinterpret_cast<unsigned char*>(pool_.data()),
                             static_cast<int>(sizeof pool_)) == 1);
        used_ = 0;
    }

    std::mutex mutex_;
    std::array<std::uint64_t, 512> pool_{};  // guarded by mutex_
    std::size_t used_ = 512;                 // guarded by mutex_
};

class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() override {
        state_ += 0x9e3779b97f4a7c15u;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
        return mixed ^ (mixed >> 31);
    }

private:
    std::uint64_t state_;
};

}  // namespace

std::unique_ptr<Random> make_system_random() { return std::make_unique<SystemRandom>(); }

std::unique_ptr<Random> make_seeded_random(std::uint64_t seed) {
    return std::make_unique<SeededRandom>(seed);
}

}  // namespace throughgate
