/**
 * Derives an organization's slug from its name: "Inmobiliaria Chicó, S.L." becomes inmobiliaria-chico-s-l.
 */
export function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
}
