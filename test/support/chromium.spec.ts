import { launchChromium } from './chromium.js';
import { describeWith } from './machine.js';

describeWith('chromium', 'the browser of the tests', () => {
  it('runs scripts and reaches nothing outside', async () => {
    const browser = await launchChromium();
    const page = await browser.newPage();
    await page.setContent('<p id=a></p><script>a.textContent = [1, 2].join("+")</script>');
    expect(await page.textContent('#a')).toBe('1+2');
    await expect(page.goto('http://shop.example/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
    await browser.close();
  });
});
