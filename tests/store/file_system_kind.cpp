#include <retrain/detail/file_system_kind.hpp>

#include <support/catch.hpp>
#include <support/scratch_directory.hpp>

#include <linux/magic.h>

#include <cstdint>
#include <filesystem>

using namespace retrain;
using detail::network_file_system;

static_assert(network_file_system(NFS_SUPER_MAGIC) == "NFS");
static_assert(network_file_system(SMB_SUPER_MAGIC) == "SMB");
static_assert(network_file_system(0xff534d42) == "CIFS");  // no header names the two everywhere
static_assert(network_file_system(0xfe534d42) == "SMB2");
static_assert(network_file_system(NCP_SUPER_MAGIC) == "NCP");
static_assert(network_file_system(AFS_SUPER_MAGIC) == "AFS");
static_assert(network_file_system(AFS_FS_MAGIC) == "AFS");
static_assert(network_file_system(CODA_SUPER_MAGIC) == "Coda");
static_assert(network_file_system(0x00c36400) == "Ceph");
static_assert(network_file_system(0x47504653) == "GPFS");
static_assert(network_file_system(0x0bd00bd0) == "Lustre");
static_assert(network_file_system(V9FS_MAGIC) == "9p");
static_assert(network_file_system(0x65735546).starts_with("FUSE"));

constexpr bool are_local(auto... kinds) {
    return (network_file_system(static_cast<std::uint32_t>(kinds)).empty() && ...);
}
static_assert(are_local(EXT4_SUPER_MAGIC, XFS_SUPER_MAGIC, BTRFS_SUPER_MAGIC, TMPFS_MAGIC,
                        OVERLAYFS_SUPER_MAGIC, F2FS_SUPER_MAGIC, MSDOS_SUPER_MAGIC, RAMFS_MAGIC,
                        ECRYPTFS_SUPER_MAGIC, 0x2fc12fc1 /* ZFS */, 0x5346544e /* NTFS */, 0));

TEST_CASE("a folder of this machine is local, also one that is not there yet", "[store]") {
    testing::scratch_directory const scratch;
    CHECK_NOTHROW(detail::require_local(scratch.path(), false));
    CHECK_NOTHROW(detail::require_local(scratch / "not/yet/there", false));
    CHECK_NOTHROW(detail::require_local("relative/and/not/there", false));
    testing::write_file(scratch / "file", "");
    CHECK_NOTHROW(detail::require_local(scratch / "file/below", false));  // another error's business
}
