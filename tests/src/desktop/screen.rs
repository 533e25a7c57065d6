//! A screen with a window manager, a message bus and a Vietnamese input method.

use std::path::Path;
use std::process::Command;

use super::desk::Desk;
use super::program::Program;
use super::wait;
use crate::pixels::Pixels;

/// Our window fills the screen without a frame, so that a picture of the screen is one of the page.
const WINDOW_RULES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew></focus>
  <applications>
    <application name="*" class="*" type="normal">
      <decor>no</decor>
      <maximized>true</maximized>
      <focus>yes</focus>
    </application>
  </applications>
</openbox_config>
"#;

/// A screen of its own. Programs that show something are made with [`Screen::command`].
pub struct Screen<'d> {
    desk: &'d Desk,
    display: String,
    bus: String,
    pixels: Pixels,
    // Ended in this order: what shows something first, the screen last.
    programs: Vec<Program>,
}

impl<'d> Screen<'d> {
    /// A screen of `width` × `height` pixels.
    pub async fn start(desk: &'d Desk, width: u32, height: u32) -> Self {
        let name = format!("{width}x{height}");
        let number = desk.path(&format!("display-{name}"));
        let display_file = std::fs::File::create(&number).unwrap();
        let mut server = desk.command("Xvfb");
        // Xvfb takes a free number and writes it to its standard output.
        server.args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", &format!("{name}x24")]);
        let pixels = desk.path(&format!("pixels-{name}"));
        std::fs::create_dir_all(&pixels).unwrap();
        server.arg("-fbdir").arg(&pixels);
        let server = Program::answer_into(&mut server, display_file, &desk.log("xvfb"));
        let mut found = String::new();
        wait::until("a screen", || {
            found = std::fs::read_to_string(&number).unwrap_or_default();
            found.ends_with('\n')
        })
        .await;
        let bus = format!("unix:path={}", desk.path(&format!("bus-{name}")).display());
        let display = format!(":{}", found.trim());
        let pixels = Pixels::of_server(&pixels);
        let mut screen = Self { desk, display, bus, pixels, programs: vec![server] };
        screen.start_bus(&name).await;
        screen.start_window_manager().await;
        screen
    }

    async fn start_bus(&mut self, name: &str) {
        let mut bus = self.command("dbus-daemon");
        bus.args(["--session", "--nofork", "--nopidfile", "--address", &self.bus]);
        self.programs.push(Program::start(&mut bus, &self.desk.log("dbus")));
        let socket = self.desk.path(&format!("bus-{name}"));
        wait::until("the message bus", || socket.exists()).await;
    }

    async fn start_window_manager(&mut self) {
        let rules = self.desk.path("openbox/rc.xml");
        std::fs::write(&rules, WINDOW_RULES).unwrap();
        let mut manager = self.command("openbox");
        manager.arg("--config-file").arg(&rules);
        self.programs.push(Program::start(&mut manager, &self.desk.log("openbox")));
        wait::until("the window manager", || {
            let mut ask = self.command("xdotool");
            ask.args(["get_num_desktops"]).output().is_ok_and(|it| it.status.success())
        })
        .await;
    }

    /// Starts the input method with a plain keyboard.
    pub async fn start_input_method(&mut self) {
        let mut daemon = self.command("ibus-daemon");
        daemon.args(["--replace", "--xim", "--panel", "disable"]);
        self.programs.push(Program::start(&mut daemon, &self.desk.log("ibus")));
        self.choose_engine("xkb:us::eng").await;
    }

    /// Switches the keyboard: `Unikey` or `xkb:us::eng`.
    pub async fn choose_engine(&self, engine: &str) {
        wait::until(&format!("the keyboard {engine}"), || {
            // Says it failed when only the keyboard's layout, which an input method has not, did.
            let _ = self.command("ibus").args(["engine", engine]).output();
            let now = self.command("ibus").arg("engine").output().unwrap();
            String::from_utf8_lossy(&now.stdout).trim() == engine
        })
        .await;
    }

    /// `program`, shown on this screen and speaking through the input method.
    #[must_use]
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = self.desk.command(program);
        command
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("GTK_IM_MODULE", "ibus")
            .env("XMODIFIERS", "@im=ibus");
        command
    }

    /// The window that has the keyboard.
    #[must_use]
    pub fn active_window(&self) -> String {
        let asked = self.command("xdotool").arg("getactivewindow").output().unwrap();
        String::from_utf8_lossy(&asked.stdout).trim().to_owned()
    }

    /// Whose screen it is.
    #[must_use]
    pub fn desk(&self) -> &'d Desk {
        self.desk
    }

    /// What the screen shows, for reading it while it changes.
    #[must_use]
    pub fn pixels(&self) -> &Pixels {
        &self.pixels
    }

    /// Saves what the screen shows. (The driver's own way of taking pictures can hang.)
    pub fn picture(&self, file: &Path) {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        let mut import = self.command("import");
        import.args(["-silent", "-window", "root"]).arg(file);
        let taken = import.status().unwrap();
        assert!(taken.success(), "no picture of the screen: {}", file.display());
    }
}

impl Drop for Screen<'_> {
    fn drop(&mut self) {
        while self.programs.pop().is_some() {}
    }
}
