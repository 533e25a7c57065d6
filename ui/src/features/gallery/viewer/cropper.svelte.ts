// A photo while it is cut and straightened. Nothing is written until the user is done.

import type { Crop, Crops, Photo, PhotoEdit, Rotation } from "../../../ipc/generated";
import {
  around,
  largest,
  moved,
  RATIOS,
  resized,
  turned,
  turnedCrop,
  WHOLE,
  type Format,
  type Handle,
} from "./cropMath";

/** The furthest a picture can be straightened, in degrees either way. */
export const MOST_DEGREES = 45;
const UNSET: Crops = { cover: null, square: null, portrait: null };

type Cut = Pick<Photo, "rotation" | "straighten" | "crop" | "crops">;

/** A frame that cuts nothing off is no frame. */
function kept(crop: Crop): Crop | null {
  return crop.width > 0.9995 && crop.height > 0.9995 ? null : crop;
}

export class Cropper {
  /** Which frame is drawn. */
  format = $state<Format>("free");
  #rotation = $state<Rotation>("none");
  #straighten = $state(0);
  #free = $state.raw<Crop>(WHOLE);
  #crops = $state.raw<Crops>(UNSET);
  readonly #photo: Photo;

  constructor(photo: Photo) {
    this.#photo = photo;
    this.#put(photo);
  }

  /** Quarter turns, clockwise. */
  get quarters(): number {
    return ["none", "quarter", "half", "three_quarter"].indexOf(this.#rotation);
  }
  /** Degrees clockwise. */
  get straighten(): number {
    return this.#straighten;
  }
  set straighten(degrees: number) {
    const within = Math.max(-MOST_DEGREES, Math.min(MOST_DEGREES, degrees));
    this.#straighten = Math.round(within * 10) / 10;
  }
  /** Width and height of the picture once turned, in pixels. */
  get size(): { width: number; height: number } {
    const { width, height } = this.#photo;
    return this.quarters % 2 === 0 ? { width, height } : { width: height, height: width };
  }
  /** The frame that is drawn, in fractions of the turned and straightened picture. */
  get frame(): Crop {
    if (this.format === "free") return this.#free;
    return this.#crops[this.format] ?? largest(RATIOS[this.format], this.#ratio);
  }
  /** Whether the frame was put by hand. */
  get isSet(): boolean {
    return this.format === "free" || this.#crops[this.format] !== null;
  }
  /** What the frame keeps, in pixels of the photo. */
  get pixels(): { width: number; height: number } {
    const { width, height } = this.size;
    return {
      width: Math.round(width * this.frame.width),
      height: Math.round(height * this.frame.height),
    };
  }
  /** Whether there is anything to write. */
  get changed(): boolean {
    const { rotation, straighten, crop, crops } = this.#photo;
    return JSON.stringify({ rotation, straighten, crop, crops }) !== JSON.stringify(this.#cut());
  }

  /** Moves the frame, in fractions. */
  move(right: number, down: number): void {
    this.#set(moved(this.frame, right, down));
  }

  /** Pulls the frame at a handle, in fractions; formats keep their shape. */
  pull(from: Crop, handle: Handle, right: number, down: number): void {
    const shape = this.format === "free" ? undefined : RATIOS[this.format] / this.#ratio;
    this.#set(resized(from, handle, right, down, shape));
  }

  /** Turns the picture by a quarter; the frames go along. */
  turn(quarters: 1 | -1): void {
    const ratio = 1 / this.#ratio;
    this.#rotation = turned(this.#rotation, quarters);
    this.#free = turnedCrop(this.#free, quarters);
    const along = (format: keyof Crops): Crop | null => {
      const crop = this.#crops[format];
      return crop && around(turnedCrop(crop, quarters), RATIOS[format], ratio);
    };
    this.#crops = {
      cover: along("cover"),
      square: along("square"),
      portrait: along("portrait"),
    };
  }

  /** Shows the photo as it came, without any frame. */
  reset(): void {
    this.#put({ rotation: "none", straighten: 0, crop: null, crops: UNSET });
  }

  /** What is to be written. */
  edit(): PhotoEdit {
    return { id: this.#photo.id, ...this.#cut() };
  }

  get #ratio(): number {
    const { width, height } = this.size;
    return width / height;
  }

  #cut(): Cut {
    return {
      rotation: this.#rotation,
      straighten: this.#straighten,
      crop: kept(this.#free),
      crops: this.#crops,
    };
  }

  #set(crop: Crop): void {
    if (this.format === "free") this.#free = crop;
    else this.#crops = { ...this.#crops, [this.format]: crop };
  }

  #put({ rotation, straighten, crop, crops }: Cut): void {
    this.#rotation = rotation;
    this.#straighten = straighten;
    this.#free = crop ?? WHOLE;
    this.#crops = crops;
  }
}
