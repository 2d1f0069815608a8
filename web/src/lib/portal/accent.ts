/** The product's blue, for organizations that haven't chosen a color. */
const standard = '#2563eb';
/** What is behind texts and buttons: the lightest surfaces of `tokens.css`. */
const paper = { light: '#ffffff', dark: '#121b2d' };

type Channels = readonly [number, number, number];

const channelsOf = (color: string): Channels => {
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};
const hexOf = (channels: Channels): string =>
  `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance, as WCAG defines it. */
function luminanceOf(color: string): number {
  const [red, green, blue] = channelsOf(color).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colors, as WCAG defines it: from 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever is easier to read on a color. One of them always has a contrast of at least 4.5. */
const readableOn = (color: string): string =>
  contrastOf('#ffffff', color) >= contrastOf('#000000', color) ? '#ffffff' : '#000000';

/** A color moved towards black or white, as little as it takes to have a contrast to the surface. */
function movedFrom(surface: string, color: string, contrast: number): string {
  const target = readableOn(surface);
  for (let step = 0; step < 50; step++) {
    const moved = mixed(color, target, step / 50);
    if (contrastOf(moved, surface) >= contrast) return moved;
  }
  return target;
}

function mixed(color: string, other: string, share: number): string {
  const [from, to] = [channelsOf(color), channelsOf(other)];
  return hexOf(from.map((channel, place) => channel + ((to[place] ?? 0) - channel) * share) as never);
}

/** What an organization's color becomes in a theme. */
export interface Accent {
  /** For buttons and marks, which stand out from the surface. */
  fill: string;
  onFill: string;
  /** Tints the surface. */
  soft: string;
  /** For texts on the surface, tinted or not. */
  ink: string;
}

/** The contrasts that WCAG asks for: of controls to what is around them, and of texts. */
const [controlContrast, textContrast] = [3, 4.5];

export function accentIn(theme: keyof typeof paper, color = standard): Accent {
  const fill = movedFrom(paper[theme], color, controlContrast);
  const soft = mixed(paper[theme], fill, 0.1);
  return { fill, onFill: readableOn(fill), soft, ink: movedFrom(soft, color, textContrast) };
}

/** The style that gives the components below an element an organization's color. */
export function accentStyle(color: string | undefined): string {
  const [light, dark] = [accentIn('light', color), accentIn('dark', color)];
  const band = color ?? standard;
  return Object.entries({
    '--band': band,
    '--on-band': readableOn(band),
    '--primary': `light-dark(${light.fill}, ${dark.fill})`,
    '--primary-hover': `light-dark(${hoverOf(light)}, ${hoverOf(dark)})`,
    '--on-primary': `light-dark(${light.onFill}, ${dark.onFill})`,
    '--primary-text': `light-dark(${light.ink}, ${dark.ink})`,
    '--primary-soft': `light-dark(${light.soft}, ${dark.soft})`,
    '--focus': `light-dark(${light.fill}, ${dark.fill})`,
  })
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');
}

/** Away from the text on it, so that the contrast only grows. */
const hoverOf = ({ fill, onFill }: Accent): string =>
  `color-mix(in srgb, ${fill}, ${onFill === '#ffffff' ? 'black' : 'white'} 12%)`;
