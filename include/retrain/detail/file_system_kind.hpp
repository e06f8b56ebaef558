#pragma once

#include <retrain/core/error.hpp>
#include <retrain/detail/durable_file.hpp>

#include <sys/vfs.h>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

// Which file systems are shared with other machines. On those a lock may exclude nobody, a rename may
// be seen late, and what was synchronised may still be lost.
namespace retrain::detail {

/// What the file system is called whose number, `f_type` of `statfs`, is `kind`; empty for one of
/// this machine, and for one that is not known. FUSE does not tell what is behind it, so it counts as
/// a network. The numbers are those of the kernel's `linux/magic.h` and of the systems' own modules.
[[nodiscard]] constexpr std::string_view network_file_system(std::uint32_t kind) noexcept {
    switch (kind) {
        case 0x00006969: return "NFS";
        case 0x0000517b: return "SMB";
        case 0xff534d42: return "CIFS";
        case 0xfe534d42: return "SMB2";
        case 0x0000564c: return "NCP";
        case 0x5346414f: return "AFS";
        case 0x6b414653: return "AFS";
        case 0x73757245: return "Coda";
        case 0x00c36400: return "Ceph";
        case 0x47504653: return "GPFS";
        case 0x0bd00bd0: return "Lustre";
        case 0xaad7aaea: return "PanFS";
        case 0x19830326: return "BeeGFS";
        case 0x20030528: return "OrangeFS";
        case 0x01021997: return "9p";
        case 0x786f4256: return "VirtualBox's shared folders";
        case 0x65735546: return "FUSE, which may be a network,";
        default: return {};
    }
}

/// Throws `error` (`network_file_system`) where `directory`, or the folder that it will be made in,
/// is on a network file system, unless that is `allowed`. One system call.
inline void require_local(std::filesystem::path const& directory, bool allowed) {
    if (allowed) return;
    struct statfs found {};
    auto place = directory;
    while (::statfs(place.c_str(), &found) == -1) {
        if (errno == EINTR) continue;
        auto above = folder_of(place);
        if (errno != ENOENT || above == place) return;  // whoever writes there is told why it fails
        place = std::move(above);
    }
    auto const name = network_file_system(static_cast<std::uint32_t>(found.f_type));
    if (!name.empty())
        throw error{failure_reason::network_file_system,
                    "'" + directory.string() + "' is on " + std::string{name} +
                        " where locks and renames can't be relied on, so nothing is written to it; "
                        "name a directory of a local file system, or set allow_network_fs "
                        "(RETRAIN_ALLOW_NETWORK_FS=true) and let one machine write only"};
}

}  // namespace retrain::detail
