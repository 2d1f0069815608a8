import { expect, test } from 'vitest';
import { markdown } from './markdown.ts';

test.each([
  [
    'Use List<String> and <script>alert(1)</script>',
    '<p>Use List&lt;String&gt; and &lt;script&gt;alert(1)&lt;/script&gt;</p>',
  ],
  ['Error: <unknown> at line 3', '<p>Error: &lt;unknown&gt; at line 3</p>'],
  ['<b>x</b> **y**', '<p>&lt;b&gt;x&lt;/b&gt; <strong>y</strong></p>'],
  ['<div>\nx\n</div>', '<p>&lt;div&gt;<br>x<br>&lt;/div&gt;</p>'],
  ['<!-- x -->', '<p>&lt;!-- x --&gt;</p>'],
  ['- &lt; & &amp;', '<ul>\n<li>&amp;lt; &amp; &amp;amp;</li>\n</ul>'],
  ['`a<b> &amp;`', '<p><code>a&lt;b&gt; &amp;amp;</code></p>'],
  ['![alt](https://x.example/y.png)', '<p><a href="https://x.example/y.png">alt</a></p>'],
  ['- [x] x', '<ul>\n<li>☑ x</li>\n</ul>'],
])('HTML, entities, images and boxes in Markdown are shown and not lost: %j', (text, html) => {
  expect(markdown.parse(text)).toBe(`${html}\n`);
});
