//! Which packages each family of systems needs for what. Pure: it runs nothing.

use std::collections::BTreeSet;

/// Systems that are set up in the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Debian, Ubuntu and what derives from them.
    Debian,
    /// Fedora and what derives from it.
    Fedora,
    /// Windows 10 and later.
    Windows,
    /// Any other Linux: only programs are looked for, nothing is installed.
    Other,
}

/// What a command is about to do. Each includes what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Compiling crates that open no window.
    Crates,
    /// Compiling and opening the window.
    Window,
    /// Running every test, those in a real window too.
    Tests,
    /// Type-checking for Windows from Linux.
    Windows,
}

const DEBIAN: &[(Need, &[&str])] = &[
    // The decoders of photos are C and assembler, one of them is configured by Perl, and they are
    // built with the app.
    (Need::Crates, &["build-essential", "cmake", "nasm", "perl", "pkg-config"]),
    (Need::Window, &["libdbus-1-dev", "librsvg2-dev", "libwebkit2gtk-4.1-dev", "libxdo-dev"]),
    (
        Need::Tests,
        &[
            "dbus-x11",
            "gir1.2-gtk-3.0",
            "ibus",
            "ibus-gtk3",
            "ibus-unikey",
            "imagemagick",
            "libimage-exiftool-perl",
            "libvips-tools",
            "openbox",
            "python3-gi",
            "webkit2gtk-driver",
            "xdotool",
            "xvfb",
        ],
    ),
    (
        Need::Windows,
        &["cargo-web", "g++-mingw-w64-x86-64", "gcc-mingw-w64-x86-64", "rust-web-src", "rustc-web"],
    ),
];

const FEDORA: &[(Need, &[&str])] = &[
    (Need::Crates, &["cmake", "gcc", "gcc-c++", "make", "nasm", "perl", "pkgconf-pkg-config"]),
    (Need::Window, &["dbus-devel", "librsvg2-devel", "libxdo-devel", "webkit2gtk4.1-devel"]),
    (
        Need::Tests,
        &[
            "/usr/bin/WebKitWebDriver",
            "ImageMagick",
            "dbus-x11",
            "gtk3",
            "ibus",
            "ibus-gtk3",
            "ibus-unikey",
            "openbox",
            "perl-Image-ExifTool",
            "python3-gobject",
            "vips-tools",
            "xdotool",
            "xorg-x11-server-Xvfb",
        ],
    ),
    // Fedora's mingw toolchain is there, but its Rust has no sources of std beside a stable cargo
    // that would build them; Debian's does.
    (Need::Windows, &["mingw64-gcc", "mingw64-gcc-c++", "rust-src"]),
];

/// Programs rather than packages: there is no one package manager to ask.
const PROGRAMS: &[(Need, &[&str])] = &[(Need::Crates, &["cmake", "nasm", "perl"])];

/// Which family the text of `/etc/os-release` names.
pub fn family(os_release: &str) -> Family {
    let value = |key: &str| {
        let line = os_release.lines().find_map(|line| line.strip_prefix(key));
        line.unwrap_or_default().trim_matches('"').to_owned()
    };
    let names = format!("{} {}", value("ID="), value("ID_LIKE="));
    let is = |family: &str| names.split_whitespace().any(|name| name == family);
    if is("debian") || is("ubuntu") {
        Family::Debian
    } else if is("fedora") || is("rhel") {
        Family::Fedora
    } else {
        Family::Other
    }
}

/// Everything that `need` takes on `family`.
///
/// The two kinds of work that need no window leave its packages out.
pub fn wanted(family: Family, need: Need) -> Vec<&'static str> {
    let table = match family {
        Family::Debian => DEBIAN,
        Family::Fedora => FEDORA,
        Family::Windows | Family::Other => PROGRAMS,
    };
    let included = |step: Need| match need {
        Need::Windows => matches!(step, Need::Crates | Need::Windows),
        need => step <= need,
    };
    let steps = table.iter().filter(|(step, _)| included(*step));
    steps.flat_map(|(_, packages)| packages.iter().copied()).collect()
}

/// What of `wanted` is not there.
pub fn missing(wanted: &[&'static str], installed: &BTreeSet<String>) -> Vec<&'static str> {
    wanted.iter().copied().filter(|package| !installed.contains(*package)).collect()
}

/// Reads lines of `package status` as `dpkg-query` prints them.
pub fn read_dpkg(answer: &str) -> BTreeSet<String> {
    let lines = answer.lines().filter_map(|line| line.split_once(' '));
    lines.filter(|(_, status)| *status == "installed").map(|(name, _)| name.to_owned()).collect()
}

/// Whether packages of this family can be installed without a person.
pub fn installs_itself(family: Family) -> bool {
    matches!(family, Family::Debian | Family::Fedora)
}

/// The command that installs `packages`, without `sudo`. It waits for another installer to end.
pub fn install_words<'a>(family: Family, packages: &[&'a str]) -> Vec<&'a str> {
    let mut words = match family {
        Family::Debian => vec![
            "apt-get",
            "-o",
            "DPkg::Lock::Timeout=600",
            "install",
            "--yes",
            "--no-install-recommends",
        ],
        Family::Fedora => vec!["dnf", "install", "--assumeyes"],
        Family::Windows | Family::Other => Vec::new(),
    };
    words.extend(packages);
    words
}

/// The one line that a person runs to install `packages`.
pub fn install_line(family: Family, packages: &[&str]) -> String {
    match family {
        Family::Debian => format!("sudo apt install {}", packages.join(" ")),
        Family::Fedora => format!("sudo dnf install {}", packages.join(" ")),
        Family::Windows => {
            let winget = |program: &&str| match *program {
                "cmake" => "winget install Kitware.CMake".to_owned(),
                "nasm" => "winget install NASM.NASM".to_owned(),
                "perl" => "winget install StrawberryPerl.StrawberryPerl".to_owned(),
                other => format!("winget install {other}"),
            };
            packages.iter().map(winget).collect::<Vec<_>>().join(" && ")
        }
        Family::Other => format!(
            "the packages of your system for {}, WebKitGTK 4.1 and librsvg (with headers)",
            packages.join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// A derivative that is not recognised would be told that nothing can be done for it.
    #[rstest]
    #[case("ID=debian\nVERSION_ID=\"12\"\n", Family::Debian)]
    #[case("NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", Family::Debian)]
    #[case("ID=fedora\n", Family::Fedora)]
    #[case("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", Family::Fedora)]
    #[case("ID=arch\n", Family::Other)]
    #[case("", Family::Other)]
    fn recognises_families(#[case] os_release: &str, #[case] expected: Family) {
        assert_eq!(family(os_release), expected);
    }

    /// A package that was removed but left its settings is not installed.
    #[test]
    fn only_installed_packages_count() {
        let installed = read_dpkg("cmake installed\nnasm config-files\nxvfb not-installed\n");

        assert_eq!(
            missing(&["cmake", "nasm", "xvfb", "ibus"], &installed),
            ["nasm", "xvfb", "ibus"]
        );
    }

    /// Tests need the window too; a check for Windows needs neither window nor display.
    #[test]
    fn needs_build_on_each_other() {
        let tests = wanted(Family::Debian, Need::Tests);
        let windows = wanted(Family::Debian, Need::Windows);

        assert!(tests.contains(&"libwebkit2gtk-4.1-dev") && tests.contains(&"cmake"));
        assert!(!tests.contains(&"rustc-web"));
        assert!(windows.contains(&"rustc-web") && windows.contains(&"cmake"));
        assert!(!windows.contains(&"libwebkit2gtk-4.1-dev"));
    }

    /// The line a person is asked to run must be complete: they will run it once.
    #[test]
    fn the_line_names_every_missing_package() {
        assert_eq!(install_line(Family::Debian, &["cmake", "nasm"]), "sudo apt install cmake nasm");
        assert_eq!(
            install_line(Family::Windows, &["cmake", "nasm"]),
            "winget install Kitware.CMake && winget install NASM.NASM"
        );
    }
}
