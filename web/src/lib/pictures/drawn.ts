import { limits } from '#contract/limits.ts';
import type { PictureType } from '#contract/picture.ts';

/** Side length of a photo in pixels: enough for high-density screens, because photos are at most 64 CSS pixels large. */
const side = 256;
/** The largest logo in pixels: what PDFs print at 300 dots per inch. */
const logoMax = { width: 720, height: 280 };

interface Size {
  width: number;
  height: number;
}

/**
 * Crops an image to the square at its center and scales it to `side` pixels. Redrawing the image removes its metadata.
 * Throws if the file isn't an image that the browser can read.
 */
export async function squareOf(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const cut = Math.min(picture.width, picture.height);
  const [x, y] = [(picture.width - cut) / 2, (picture.height - cut) / 2];
  const canvas = drawn({ width: side, height: side }, (context) => {
    context.drawImage(picture, x, y, cut, cut, 0, 0, side, side);
  });
  picture.close();
  return encoded(canvas, 'image/webp');
}

/** The size in which an image of any shape fits into another one, whole. Small images aren't enlarged. */
export function fitted({ width, height }: Size, most: Size): Size {
  const scale = Math.min(1, most.width / width, most.height / height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/**
 * A whole logo in its own proportions, as a PNG or, if that is too large, as a JPEG on white, because PDFs can't contain
 * WebP. Throws as `squareOf` does.
 */
export async function wholeLogo(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const size = fitted(picture, logoMax);
  const draw = (context: CanvasRenderingContext2D) =>
    context.drawImage(picture, 0, 0, size.width, size.height);
  const png = await encoded(drawn(size, draw), 'image/png');
  const logo = png.size > limits.pictureBytes ? await encoded(drawn(size, onWhite(draw)), 'image/jpeg') : png;
  picture.close();
  return logo;
}

type Draw = (context: CanvasRenderingContext2D) => void;

/** A JPEG has no transparency, and what is transparent would become black. */
const onWhite =
  (draw: Draw): Draw =>
  (context) => {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    draw(context);
  };

function drawn({ width, height }: Size, draw: Draw): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the picture could not be drawn');
  draw(context);
  return canvas;
}

/** Browsers that can't encode WebP produce a PNG instead. */
async function encoded(canvas: HTMLCanvasElement, type: PictureType): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.86));
  if (!blob) throw new Error('the picture could not be drawn');
  return blob;
}
