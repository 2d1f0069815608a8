/** Pixels of a side: twice what the largest place shows. */
const side = 256;

/** The middle of a picture as a small square, drawn anew, so that nothing else of the file is left. Throws for what is no picture. */
export async function squareOf(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const cut = Math.min(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const [x, y] = [(picture.width - cut) / 2, (picture.height - cut) / 2];
  canvas.getContext('2d')?.drawImage(picture, x, y, cut, cut, 0, 0, side, side);
  picture.close();
  // Browsers that cannot make WebP give PNG.
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.86));
  if (!blob) throw new Error('the picture could not be drawn');
  return blob;
}
