"""The facts that the site must state, each as phrases that stand together on one published page.

The letters are those of the brief; a phrase is matched without regard to case, white space or markup.
"""

FACTS = {
    "en": {
        "A1": ["IOM", "began its operations in Turkmenistan in 1997"],
        "A2": ["June 1998", "Agreement of Cooperation", "Turkmenistan and IOM"],
        "A3": ["IOM supports the Government of Turkmenistan", "Six areas"],
        "A3.1": ["governing migration better"],
        "A3.2": [
            "regularly updating national legislation on migration and on preventing human trafficking",
            "dynamics and challenges of migration change",
        ],
        "A3.3": [
            "young people",
            "stronger capacities in matters of migration",
            "avoid uninformed decisions to migrate by irregular routes",
        ],
        "A3.4": [
            "migrants in vulnerable situations",
            "protection",
            "reintegration assistance",
            "focus on the empowerment of women in the context of migration in Central Asia",
        ],
        "A3.5": [
            "links between migration, environment and climate change",
            "national planning for adaptation to climate change",
        ],
        "A3.6": ["implementing the Global Compact for Safe, Orderly and Regular Migration"],
        "B1": [
            "vision",
            "make the most of what migration can contribute to development and economic growth in Central Asia",
        ],
        "B2": ["mandate", "humane and orderly migration management"],
        "B3": ["Eight objectives serve the vision", "Objective 1 of 8", "Objective 8 of 8"],
        "B3.1": ["governments, communities and employers understand migration better"],
        "B3.2": ["set up efficient migration management systems", "act on the issues around irregular migration"],
        "B3.3": ["promote and protect the rights of migrants"],
        "B3.4": [
            "contribute to less poverty in Central Asia",
            "among migrants",
            "communities they come from",
            "host them",
        ],
        "B3.5": [
            "enabling environment for decent labour, equal employment opportunities and the use of best practices"
        ],
        "B3.6": ["stabilization of communities", "integration of migrants in conflict-prone areas"],
        "B3.7": ["assist people on the move"],
        "B3.8": ["many issues of human trafficking", "preventing trafficking and protecting its victims"],
        "C1": ["Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan", "Five countries"],
        "C2": [
            "history and the culture of the five countries are closely linked",
            "migration issues, which have much in common",
        ],
        "C3": [
            "economic and political cooperation among the five states",
            "area-based approach to the five countries",
            "coordination office in Astana, Kazakhstan",
        ],
        "C4": ["missions in the five countries under unified management", "coherent", "solutions last"],
        "C5": ["fundraising, operability, accountability, transparency and professionalism"],
        "C6": [
            "helps the coordination office to manage and oversee programmes",
            "capacity in Central Asia rises while its operating costs fall",
        ],
        "C7": ["integrated approach gives IOM a strong competitive advantage", "three factors"],
        "C7.1": [
            "Unified management",
            "greater capacity in the region at a lower operating cost",
            "efficient management",
            "greatest impact",
        ],
        "C7.2": [
            "Teamwork",
            "missions in Central Asia work closely together on regional projects",
            "missions outside this cluster, above all in the Russian Federation",
        ],
        "C7.3": ["Long presence", "wide expertise", "programmatic, geopolitical, cultural and socio-economic dynamics"],
        "C8": ["cross borders", "better coordinated and more coherent", "field presence in all five countries"],
        "C9": ["cooperate, closely and in a coordinated way, with many governments and civil society organizations"],
        "C10": ["coordination has built a strong record of delivered results"],
    },
    "ru": {
        "A1": ["МОМ", "начала работу в Туркменистане в 1997 году"],
        "A2": ["в июне 1998 года", "Туркменистан и МОМ подписали Соглашение о сотрудничестве"],
        "A3": ["МОМ поддерживает Правительство Туркменистана", "Шесть направлений"],
        "A3.1": ["Правительство Туркменистана в совершенствовании управления миграцией"],
        "A3.2": [
            "регулярном обновлении национального законодательства о миграции и о предупреждении торговли людьми",
            "меняются динамика миграции и связанные с ней проблемы",
        ],
        "A3.3": [
            "помогает молодёжи укреплять свой потенциал в вопросах миграции",
            "не принимать решений о миграции по неурегулированным каналам, не имея достоверной информации",
        ],
        "A3.4": [
            "защите мигрантов в уязвимом положении и помощи им в реинтеграции",
            "Особое внимание уделяется расширению прав и возможностей женщин в контексте миграции в Центральной Азии",
        ],
        "A3.5": [
            "Связи между миграцией, окружающей средой и изменением климата",
            "национальном планировании адаптации к изменению климата",
        ],
        "A3.6": ["Туркменистан в осуществлении Глобального договора о безопасной, упорядоченной и легальной миграции"],
        "B1": [
            "видение",
            "Наиболее полно использовать то, что миграция может дать развитию и экономическому росту в Центральной Азии",
        ],
        "B2": ["мандат МОМ", "гуманное и упорядоченное управление миграцией"],
        "B3": ["видению служат восемь целей", "Цель 1 из 8", "Цель 8 из 8"],
        "B3.1": ["правительствам, сообществам и работодателям лучше понимать миграцию"],
        "B3.2": [
            "Помогать в создании эффективных систем управления миграцией",
            "решать проблемы, связанные с неурегулированной миграцией",
        ],
        "B3.3": ["Поощрять и защищать права мигрантов"],
        "B3.4": [
            "Содействовать сокращению бедности в Центральной Азии",
            "среди мигрантов",
            "в сообществах, из которых они выезжают",
            "в сообществах, которые их принимают",
        ],
        "B3.5": [
            "благоприятных условий для достойного труда, равных возможностей в сфере занятости и применения передового опыта"
        ],
        "B3.6": ["стабилизацию сообществ и интеграцию мигрантов в районах, подверженных конфликтам"],
        "B3.7": ["Оказывать помощь людям, которые переезжают"],
        "B3.8": [
            "многочисленные проблемы, связанные с торговлей людьми",
            "предупреждение торговли людьми и защиту её жертв",
        ],
        "C1": ["Казахстан, Кыргызстан, Таджикистан, Туркменистан и Узбекистан", "Пять стран"],
        "C2": ["История и культура пяти стран тесно связаны", "вопросы миграции: в них много общего"],
        "C3": [
            "поддерживать экономическое и политическое сотрудничество пяти государств",
            "единый для пяти стран территориальный подход",
            "координационный офис в Астане (Казахстан)",
        ],
        "C4": [
            "Миссии МОМ в пяти странах работают под единым руководством",
            "работа была согласованной",
            "решения — долговременными",
        ],
        "C5": [
            "расширило возможности каждой миссии в привлечении средств и оперативной деятельности",
            "подотчётность, прозрачность и профессионализм",
        ],
        "C6": [
            "помогает координационному офису управлять программами и контролировать их выполнение",
            "Возможности МОМ в Центральной Азии растут, а её операционные расходы снижаются",
        ],
        "C7": ["Интегрированный подход даёт МОМ сильное конкурентное преимущество", "трёх факторах"],
        "C7.1": [
            "Единое руководство",
            "более широкие возможности в регионе при меньших операционных расходах",
            "рациональное управление",
            "наибольший эффект",
        ],
        "C7.2": [
            "Командная работа",
            "Миссии в Центральной Азии тесно сотрудничают в региональных проектах",
            "с миссиями МОМ за пределами этой группы, прежде всего в Российской Федерации",
        ],
        "C7.3": [
            "Длительное присутствие",
            "обширные экспертные знания",
            "программной, геополитической, культурной и социально-экономической динамике Центральной Азии",
        ],
        "C8": [
            "выходят за границы одной страны",
            "более скоординированным и согласованным",
            "присутствие МОМ на местах во всех пяти странах",
        ],
        "C9": [
            "тесно и скоординированно сотрудничать со многими правительствами и организациями гражданского общества"
        ],
        "C10": ["Благодаря такой координации МОМ накопила убедительный опыт достижения результатов"],
    },
    "tk": {
        "A1": ["HMG", "Türkmenistanda işine 1997-nji ýylda başlady"],
        "A2": ["1998-nji ýylyň iýun aýynda", "Hyzmatdaşlyk hakynda ylalaşyga gol çekdi", "Türkmenistan bilen HMG"],
        "A3": ["HMG Türkmenistanyň Hökümetine goldaw berýär", "alty ugry"],
        "A3.1": ["migrasiýany has gowy dolandyrmakda goldaw berýär"],
        "A3.2": [
            "Migrasiýanyň dinamikasy we kynçylyklary üýtgedigiçe",
            "migrasiýa baradaky hem-de adam söwdasynyň öňüni almak baradaky milli kanunçylygy yzygiderli täzelemekde",
        ],
        "A3.3": [
            "ýaşlara migrasiýa meseleleri boýunça bilimlerini we başarnyklaryny artdyrmakda",
            "düzgünleşdirilmeýän ýollar bilen göçmek barada maglumatsyz karar kabul etmezlikde",
        ],
        "A3.4": [
            "Goragsyz ýagdaýdaky migrantlaryň goralmagyna",
            "durmuşa täzeden goşulyşmakda kömek",
            "Merkezi Aziýadaky migrasiýa bilen baglylykda aýallaryň hukuklaryny we mümkinçiliklerini giňeltmäge aýratyn üns berilýär",
        ],
        "A3.5": [
            "Migrasiýanyň, howanyň üýtgemeginiň we daşky gurşawyň özara baglanyşygy",
            "howanyň üýtgemegine uýgunlaşmak boýunça milli meýilnamalara girizmekde",
        ],
        "A3.6": ["Howpsuz, tertipli we kanuny migrasiýa boýunça Ählumumy şertnamany durmuşa geçirmekde goldaw berýär"],
        "B1": [
            "geljege garaýyş",
            "Migrasiýanyň Merkezi Aziýanyň ösüşine we ykdysadyýetiniň ösmegine goşup biljek goşandyndan mümkin boldugyça doly peýdalanmak",
        ],
        "B2": ["mandaty", "ynsanperwer we tertipli migrasiýa dolandyryşy"],
        "B3": ["garaýşyna sekiz maksat hyzmat edýär", "Maksat 1/8", "Maksat 8/8"],
        "B3.1": ["Hökümetlere, ýerli jemgyýetlere we iş berijilere migrasiýa has gowy düşünmekde kömek etmek"],
        "B3.2": [
            "Migrasiýany dolandyrmagyň netijeli ulgamlaryny döretmäge kömek etmek",
            "düzgünleşdirilmeýän migrasiýa bilen bagly meseleler boýunça çäre görmek",
        ],
        "B3.3": ["Migrantlaryň hukuklaryny öňe sürmek we goramak"],
        "B3.4": [
            "Merkezi Aziýada garyplygyň azalmagyna goşant goşmak",
            "migrantlaryň arasynda",
            "olaryň gelip çykan ýerlerindäki jemgyýetlerde",
            "olary kabul edýän jemgyýetlerde",
        ],
        "B3.5": [
            "Mynasyp zähmet, iş bilen üpjün bolmakda deň mümkinçilikler we öňdebaryjy tejribäniň ulanylmagy üçin amatly gurşaw döretmäge kömek etmek"
        ],
        "B3.6": [
            "Gapma-garşylyk howpy bolan ýerlerde",
            "ýerli jemgyýetleriň durnuklaşmagyna we migrantlaryň jemgyýete goşulyşmagyna goldaw bermek",
        ],
        "B3.7": ["Göçýän adamlara kömek etmek"],
        "B3.8": [
            "Adam söwdasy bilen bagly köp sanly mesele boýunça çäre görmek",
            "adam söwdasynyň öňüni almak we onuň pidalaryny goramak",
        ],
        "C1": ["Gazagystan, Gyrgyzystan, Täjigistan, Türkmenistan we Özbegistan", "Bäş ýurt"],
        "C2": [
            "Bäş ýurduň taryhy we medeniýeti özara ýakyn baglanyşyklydyr",
            "migrasiýa meseleleri-de şeýledir: bu meselelerde umumylyk köp",
        ],
        "C3": [
            "Bu meseleleri çözmek we bäş döwletiň arasyndaky ykdysady we syýasy hyzmatdaşlyga goldaw bermek üçin",
            "bäş ýurt babatda çäkleýin çemeleşmäni kabul etdi",
            "Gazagystanyň Astana şäherindäki utgaşdyryjy edara",
        ],
        "C4": [
            "Iş sazlaşykly, çözgütler uzak möhletli bolar ýaly",
            "bäş ýurtdaky wekilhanalaryny bitewi görnüşde dolandyrýar",
        ],
        "C5": [
            "her bir wekilhananyň",
            "maliýe serişdelerini toplamak, işe ukyplylyk, hasabatlylyk, aýdyňlyk we hünär ussatlygy babatdaky mümkinçilikleri artdy",
        ],
        "C6": [
            "Utgaşdyryjy edaranyň maksatnamalary dolandyrmagyna we olara gözegçilik etmegine-de bitewi dolandyryş kömek edýär",
            "HMG-niň Merkezi Aziýadaky mümkinçilikleri artýar, iş çykdajylary bolsa azalýar",
        ],
        "C7": ["Toplumlaýyn çemeleşme HMG-ä güýçli bäsdeşlik artykmaçlygyny berýär", "üç ýagdaýa daýanýar"],
        "C7.1": [
            "Bitewi dolandyryş",
            "has az iş çykdajylary bilen sebitde has uly mümkinçilikleri",
            "netijeli dolandyryşy",
            "iň uly täsiri",
        ],
        "C7.2": [
            "Toparlaýyn iş",
            "Merkezi Aziýadaky wekilhanalar sebitleýin taslamalarda ýakyn hyzmatdaşlykda işleýär",
            "bu topara girmeýän wekilhanalary bilen, ilkinji nobatda Russiýa Federasiýasyndaky wekilhana bilen hem işleşýär",
        ],
        "C7.3": [
            "Sebitde köpýyllyk iş",
            "maksatnama, geosyýasy, medeni we durmuş-ykdysady dinamikasy boýunça giň bilime we tejribä eýe",
        ],
        "C8": [
            "serhetüsti häsiýete eýe",
            "has utgaşykly we has sazlaşykly edýär",
            "bäş ýurduň hemmesindäki ýerli wekilçiligine daýanýar",
        ],
        "C9": [
            "köp sanly hökümet bilen hem-de raýat jemgyýetiniň köp sanly guramasy bilen ýakyndan we utgaşykly hyzmatdaşlyk etmäge mümkinçilik berýär"
        ],
        "C10": ["Şol utgaşdyrma gazanylan netijeleriň baý tejribesini döretdi"],
    },
}
