const paths = {
  microphone: 'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5 11.5a7 7 0 0 0 14 0M12 18.5V22',
  camera: 'M3 7.5h11v9H3zM14 11l7-4v10l-7-4',
  screen: 'M3 5h18v12H3zM9 21h6M12 14V8.5M9.5 11 12 8.5l2.5 2.5',
  leave: 'M3 14.5c5-5 13-5 18 0l-2.5 3-4-1.8v-2.9a12 12 0 0 0-5 0v2.9l-4 1.8z',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
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
