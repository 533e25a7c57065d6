// Which of the window's own overlays are open.

class Overlays {
  command = $state(false);
  keys = $state(false);
}

export const overlays = new Overlays();
