import { limits } from '#contract/limits.ts';
import type { PictureType } from '#contract/picture.ts';

/** Side length in pixels: enough for high-density screens, because pictures are shown at 64 CSS pixels at most. */
const side = 256;

/**
 * Crops an image to the square at its center and scales it to `side` pixels. Redrawing the image removes its metadata.
 * Throws if the file isn't an image that the browser can read. PDFs can't contain WebP, so `isPrinted` avoids that type.
 */
export async function squareOf(file: Blob, isPrinted: boolean): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const cut = Math.min(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const [x, y] = [(picture.width - cut) / 2, (picture.height - cut) / 2];
  canvas.getContext('2d')?.drawImage(picture, x, y, cut, cut, 0, 0, side, side);
  picture.close();
  if (!isPrinted) return encoded(canvas, 'image/webp');
  const png = await encoded(canvas, 'image/png');
  return png.size > limits.pictureBytes ? encoded(canvas, 'image/jpeg') : png;
}

/** Browsers that can't encode WebP produce a PNG instead. */
async function encoded(canvas: HTMLCanvasElement, type: PictureType): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.86));
  if (!blob) throw new Error('the picture could not be drawn');
  return blob;
}
