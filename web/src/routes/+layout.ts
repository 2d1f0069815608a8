// Everything is drawn in the browser: the site is files, and what it shows comes from the API.
export const ssr = false;
export const prerender = false;
