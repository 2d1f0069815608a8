import type { Component } from 'svelte';

export interface MenuItem {
  label: string;
  icon?: Component<{ class?: string }> | undefined;
  /** Keys of the command that does the same. */
  keys?: string | undefined;
  run?: () => void;
  danger?: boolean;
  /** One of several choices; the chosen one carries a tick. */
  checked?: boolean;
  /** A hairline above. */
  apart?: boolean;
  /** A heading over what follows. */
  heading?: string;
}
