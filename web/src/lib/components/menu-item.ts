import type { Component } from 'svelte';

export interface MenuItem {
  label: string;
  /** Shown at the other end of the item. */
  detail?: string;
  icon?: Component<{ class?: string }> | undefined;
  /** Shortcut for the same command. */
  keys?: string | undefined;
  run?: () => void;
  danger?: boolean;
  /** Whether the option is selected, in menus that offer a choice. Undefined in other menus. */
  checked?: boolean;
  /** Whether to show a separator above the item. */
  apart?: boolean;
  /** A heading above this item and the ones that follow. */
  heading?: string;
}
