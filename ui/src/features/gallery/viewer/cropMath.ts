// The arithmetic of cutting a picture: frames in fractions of its sides, kept inside and in shape.
// Pure. A picture that is straightened keeps its shape and is enlarged until no corner is empty, so
// every frame inside its sides is filled.

import type { Crop, Crops, Rotation } from "../../../ipc/generated";

/** The free frame, or one of the portal's formats. */
export type Format = "free" | keyof Crops;
export const FORMATS = ["free", "cover", "square", "portrait"] as const satisfies Format[];

/** Width divided by height of the portal's formats. */
export const RATIOS: Readonly<Record<keyof Crops, number>> = {
  cover: 16 / 9,
  square: 1,
  portrait: 3 / 4,
};

/** Sides and corners of a frame, by the points of the compass. */
export const HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"] as const;
export type Handle = (typeof HANDLES)[number];

export const WHOLE: Crop = { x: 0, y: 0, width: 1, height: 1 };
/** The smallest side of a frame, as a fraction. */
const SMALLEST = 0.03;

const TURNS: readonly Rotation[] = ["none", "quarter", "half", "three_quarter"];

/** A turn by further quarters, clockwise. */
export function turned(rotation: Rotation, quarters: number): Rotation {
  return TURNS[(TURNS.indexOf(rotation) + quarters + 4) % 4] ?? "none";
}

/** The same part of a picture that was turned by a quarter, clockwise or back. */
export function turnedCrop({ x, y, width, height }: Crop, quarters: 1 | -1): Crop {
  return quarters === 1
    ? { x: 1 - y - height, y: x, width: height, height: width }
    : { x: y, y: 1 - x - width, width: height, height: width };
}

/** How much a picture is enlarged when it is straightened, so that no corner is empty. */
export function straightenScale(width: number, height: number, degrees: number): number {
  const angle = (Math.abs(degrees) * Math.PI) / 180;
  const longer = Math.max(width / height, height / width);
  return Math.cos(angle) + longer * Math.sin(angle);
}

/** The largest frame of a shape in the middle of a picture; `ratio` and `picture` are width / height. */
export function largest(ratio: number, picture: number): Crop {
  const width = Math.min(1, ratio / picture);
  const height = Math.min(1, picture / ratio);
  return { x: (1 - width) / 2, y: (1 - height) / 2, width, height };
}

/** The largest frame of a shape whose middle is as near as can be to that of another frame. */
export function around(crop: Crop, ratio: number, picture: number): Crop {
  const frame = largest(ratio, picture);
  const right = crop.x + crop.width / 2 - (frame.x + frame.width / 2);
  const down = crop.y + crop.height / 2 - (frame.y + frame.height / 2);
  return moved(frame, right, down);
}

const clamp = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(most, value));

/** A frame moved, as far as the picture reaches. */
export function moved(crop: Crop, right: number, down: number): Crop {
  return {
    ...crop,
    x: clamp(crop.x + right, 0, 1 - crop.width),
    y: clamp(crop.y + down, 0, 1 - crop.height),
  };
}

/** A frame drawn larger or smaller at one of its handles; `shape` (width / height, in fractions) is kept. */
export function resized(
  crop: Crop,
  handle: Handle,
  right: number,
  down: number,
  shape?: number,
): Crop {
  let left = crop.x;
  let top = crop.y;
  let end = crop.x + crop.width;
  let bottom = crop.y + crop.height;
  if (handle.includes("w")) left = clamp(left + right, 0, end - SMALLEST);
  if (handle.includes("e")) end = clamp(end + right, left + SMALLEST, 1);
  if (handle.includes("n")) top = clamp(top + down, 0, bottom - SMALLEST);
  if (handle.includes("s")) bottom = clamp(bottom + down, top + SMALLEST, 1);
  const free = { x: left, y: top, width: end - left, height: bottom - top };
  return shape === undefined ? free : shaped(free, crop, handle, shape);
}

/** `free` in a shape, held where `crop` is not pulled. */
function shaped(free: Crop, crop: Crop, handle: Handle, shape: number): Crop {
  const upright = handle === "n" || handle === "s";
  const across = handle === "w" || handle === "e";
  let width = upright ? free.height * shape : free.width;
  if (!upright && !across) width = Math.max(width, free.height * shape);
  // The point that stays, and the room there is from it.
  const fixedX = handle.includes("w") ? crop.x + crop.width : crop.x;
  const fixedY = handle.includes("n") ? crop.y + crop.height : crop.y;
  const middleX = crop.x + crop.width / 2;
  const middleY = crop.y + crop.height / 2;
  const roomX = upright
    ? 2 * Math.min(middleX, 1 - middleX)
    : handle.includes("w")
      ? fixedX
      : 1 - fixedX;
  const roomY = across
    ? 2 * Math.min(middleY, 1 - middleY)
    : handle.includes("n")
      ? fixedY
      : 1 - fixedY;
  width = clamp(width, Math.max(SMALLEST, SMALLEST * shape), Math.min(roomX, roomY * shape));
  const height = width / shape;
  const x = upright ? middleX - width / 2 : handle.includes("w") ? fixedX - width : fixedX;
  const y = across ? middleY - height / 2 : handle.includes("n") ? fixedY - height : fixedY;
  return { x, y, width, height };
}
