const defaultAccent = '#2563eb';
const contrastMin = 4.5;

/** The color of lines and marks. */
export const accentOf = (color: string | undefined): string => color ?? defaultAccent;

/** A color that is dark enough for text on white paper: the color itself, or a darker shade of it. */
export function inkOf(color: string): string {
  for (let part = 100; part > 0; part -= 5) {
    const shade = channels(color).map((channel) => Math.round((channel * part) / 100));
    if (1.05 / (luminance(shade) + 0.05) >= contrastMin) return hex(shade);
  }
  return '#000000';
}

const channels = (color: string): number[] =>
  [1, 3, 5].map((from) => Number.parseInt(color.slice(from, from + 2), 16));

const hex = (shade: readonly number[]): string =>
  `#${shade.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;

/** The relative luminance of WCAG 2, from 0 to 1. */
function luminance(shade: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = shade.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
