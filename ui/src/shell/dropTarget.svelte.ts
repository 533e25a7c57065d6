// Where files that are dragged over the window would go. The gallery tells its album, the import
// tells what lies under the pointer; neither knows the other.

class DropTarget {
  /** The album on screen: files dropped anywhere beside another album go into it. */
  album = $state.raw<{ id: string; title: string } | null>(null);
  /** The album that would receive the files hovering now; marked in the list of albums. */
  over = $state<string | null>(null);
}

export const dropTarget = new DropTarget();
