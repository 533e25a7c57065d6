//! The drives and cards that are mounted.

use app::ports::Volume;
use sysinfo::{Disk, DiskRefreshKind, Disks};

/// What is mounted now; nothing where the system does not tell. Network drives are left out: asking
/// one that does not answer would wait for it.
pub fn mounted() -> Vec<Volume> {
    // Neither sizes nor counters: finding them out would wake every drive.
    let disks = Disks::new_with_refreshed_list_specifics(DiskRefreshKind::nothing());
    disks.map(|disks| disks.iter().map(volume).collect()).unwrap_or_default()
}

fn volume(disk: &Disk) -> Volume {
    let root = disk.mount_point();
    // Linux names the device (`/dev/sdc1`) and mounts it in a folder called as the volume.
    let label = if cfg!(windows) { Some(disk.name()) } else { root.file_name() };
    Volume {
        root: root.to_path_buf(),
        label: label.unwrap_or_default().to_string_lossy().into_owned(),
        file_system: disk.file_system().to_string_lossy().into_owned(),
    }
}

#[cfg(test)]
mod tests {
    /// The system's own drive is always there, with the file system that it has.
    #[test]
    fn the_system_drive_is_mounted() {
        let mounted = super::mounted();
        assert!(!mounted.is_empty());
        for volume in mounted {
            assert!(volume.root.is_absolute() && !volume.file_system.is_empty(), "{volume:?}");
        }
    }
}
