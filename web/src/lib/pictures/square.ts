/** Side in pixels: twice the largest display size. */
const side = 256;

/**
 * The center of an image as a small square, redrawn so that no metadata is left. Throws if it isn't an image.
 */
export async function squareOf(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const cut = Math.min(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const [x, y] = [(picture.width - cut) / 2, (picture.height - cut) / 2];
  canvas.getContext('2d')?.drawImage(picture, x, y, cut, cut, 0, 0, side, side);
  picture.close();
  // Browsers without WebP encoding produce PNG.
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.86));
  if (!blob) throw new Error('the picture could not be drawn');
  return blob;
}
