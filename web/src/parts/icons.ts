const paths = {
  microphone: 'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5 11.5a7 7 0 0 0 14 0M12 18.5V22',
  camera: 'M3 7.5h11v9H3zM14 11l7-4v10l-7-4',
  screen: 'M3 5h18v12H3zM9 21h6M12 14V8.5M9.5 11 12 8.5l2.5 2.5',
  leave: 'M3 14.5c5-5 13-5 18 0l-2.5 3-4-1.8v-2.9a12 12 0 0 0-5 0v2.9l-4 1.8z',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  chat: 'M4 5h16v11H9l-5 4zM8 9h8M8 12h5',
  people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5a6.5 6.5 0 0 1 3.5 5.5',
  network: 'M4 20v-4M9.3 20v-8M14.6 20V8M20 20V4',
  hand: 'M8 12V5.5a1.5 1.5 0 0 1 3 0V11M11 10.5v-6a1.5 1.5 0 0 1 3 0v6M14 11V6a1.5 1.5 0 0 1 3 0v8.5a6.5 6.5 0 0 1-6.5 6.5c-3 0-4.500-1.500-6-4.500l-2-4a1.500 1.500 0 0 1 2.600-1.500L8 14.500',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.500 14.500c2 2.400 5 2.400 7 0M9 9.500v.5M15 9.500v.5',
  theme: 'M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9Z',
  devices: 'M4 7h9M17 7h3M4 12h3M11 12h9M4 17h7M15 17h5M15 5v4M9 10v4M13 15v4',
  grid: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  speaker: 'M4 4h16v11H4zM4 18h4M10 18h4M16 18h4',
  pin: 'M9 3h6l-1 7 3 3v2H7v-2l3-3zM12 15v6',
  close: 'M5 5l14 14M19 5 5 19',
  strike: 'M4 4l16 16',
};

export type IconName = keyof typeof paths;

/** A line drawing beside a label: hidden from screen readers, struck through when what it shows is off. */
export function icon(name: IconName, struck = false): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  for (const shape of struck ? [paths[name], paths.strike] : [paths[name]]) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', shape);
    svg.append(path);
  }
  return svg;
}
